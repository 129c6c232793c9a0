import {
  type Codebook,
  didYouMean,
  inputsOf,
  roundVariable,
  type Study,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { type Edition, getCodebook, getStudy, listRelations, type PossibleRelation } from '@pejling/warehouse'
import { computedFinding } from './computed-finding.ts'
import { countFindings } from './count-findings.ts'
import type { ComputedFinding, Finding, Findings, NotComputed } from './finding.ts'
import { type Matrix, printedMatrix } from './printed-matrix.ts'
import { hasRounds, qualityMatrix } from './quality-matrix.ts'

/** Findings on their way: what is known by now, and all of it when it is. */
export type FindingsWork = { soFar(): Findings; done: Promise<Findings> }

export type FindingsQuestion = {
  study: string
  /** The round, in a study with rounds; the last one if left out. */
  round?: string
}

/**
 * The matrix of a study's findings: explanatory × dependent variables as printed, beside what can be computed today of
 * each, and how many findings chance alone would give. A study that printed no matrix gets one of all its variables of
 * structure and process against those of process and outcome.
 *
 * One matrix is worked out once for as long as its edition is open, whoever asks of those who see as much.
 *
 * @throws `unknown study: …`, `unknown round: 2062 (did you mean 2022?)`
 * @example (await findings(edition, { study: 'kora-2017' }, owner)).counts?.printed?.found // 8
 */
export async function findings(
  edition: Edition,
  question: FindingsQuestion,
  viewer: Viewer,
): Promise<Findings> {
  return (await workOnFindings(edition, question, viewer)).done
}

/** The same while it is worked on, cell by cell. */
export async function workOnFindings(
  edition: Edition,
  question: FindingsQuestion,
  viewer: Viewer,
): Promise<FindingsWork> {
  const study = await getStudy(edition, question.study)
  const round = chosenRound(study, question.round)
  const works = known.get(edition) ?? new Map<string, Promise<FindingsWork>>()
  known.set(edition, works)
  const key = JSON.stringify([study.id, round, viewer.sees, viewer.rows])
  const work = works.get(key) ?? begin(edition, study, round, viewer)
  works.set(key, work)
  const forget = () => works.delete(key)
  work.then(({ done }) => done.catch(forget), forget)
  return work
}

const known = new WeakMap<Edition, Map<string, Promise<FindingsWork>>>()

function chosenRound(study: Study, asked: string | undefined): string | undefined {
  const rounds = hasRounds(study) ? study.rounds!.map(({ id }) => id) : []
  if (asked !== undefined && !rounds.includes(asked))
    throw new Error(`unknown round: ${asked}${didYouMean(asked, rounds)}`)
  return asked ?? rounds.at(-1)
}

async function begin(
  edition: Edition,
  study: Study,
  round: string | undefined,
  viewer: Viewer,
): Promise<FindingsWork> {
  const codebook = await getCodebook(edition, study.id)
  const matrix: Matrix =
    viewer.sees === 'nothing'
      ? { rows: [], columns: [], cells: [], letters: [], leftOut: 0 }
      : ((await printedMatrix(edition, study, codebook, viewer)) ??
        (await qualityMatrix(edition, study, codebook)))
  const all = matrix.cells.flat().filter((cell) => cell !== undefined)
  const { reportingLevel: level, levels = [level] } = study.design
  const state: Findings = {
    study: study.id,
    ...(matrix.table && {
      table: { id: matrix.table.id, place: matrix.table.place, title: matrix.table.title },
    }),
    ...(round !== undefined && { round }),
    ...{ rows: matrix.rows, columns: matrix.columns, cells: matrix.cells, leftOut: matrix.leftOut },
    ...{ level, levels: levels.toSorted((a, b) => b - a), done: 0, of: all.length },
    ...(viewer.sees === 'nothing' && {
      hidden: { code: 'embargo' as const, values: { threshold: 0, unit: study.units[0].id } },
    }),
  }
  const relations = await listRelations(edition, study.id)
  const work = async () => {
    for (const cell of all) {
      Object.assign(cell, await turnOf(cell, edition, { study, codebook, matrix, relations, round, viewer }))
      state.done++
    }
    state.counts = countFindings(state)
    return state
  }
  return { soFar: () => state, done: work() }
}

type Room = {
  study: Study
  codebook: Codebook
  matrix: Matrix
  relations: PossibleRelation[]
  round: string | undefined
  viewer: Viewer
}

async function turnOf(
  cell: Finding,
  edition: Edition,
  { study, codebook, matrix, relations, round, viewer }: Room,
): Promise<Pick<Finding, 'computed' | 'because'>> {
  const row = matrix.rows.find(({ id }) => id === cell.row)!
  const y = matrix.columns.find(({ id }) => id === cell.column)!.variable
  const x = row.category ? row.variable : seenAs(row.variable, y, codebook, relations)
  if (!x || !isPossible(relations, x, y))
    return { because: { code: [row.variable, y].some(isLeftOut) ? 'rows-not-published' : 'not-together' } }
  const others = matrix.rows.flatMap(({ id, variable, category }) => {
    if (variable !== row.variable || !category || category === row.category) return []
    const letter = matrix.letters.find((one) => one.row === id)?.letter
    return [{ category: category.id, ...(letter !== undefined && { letter }) }]
  })
  const inRounds = study.units.some(({ id, rounds }) => rounds && [x.unit, y.unit].includes(id))
  const found = await computedFinding(edition, {
    ...{ study, x, y, category: row.category, others, viewer },
    ...(inRounds && x.id !== roundVariable && y.id !== roundVariable && { round }),
  })
  return isNumbers(found) ? { computed: found } : { because: found }
}

/** The variable itself, or one made of it (or that it is made of) that can be seen with the other. */
function seenAs(
  x: Variable,
  y: Variable,
  { variables }: Codebook,
  relations: PossibleRelation[],
): Variable | undefined {
  if (isPossible(relations, x, y)) return x
  const madeOf = ({ derived }: Variable) => (derived ? inputsOf(derived) : [])
  return variables.find(
    (other) =>
      (madeOf(other).join() === x.id || madeOf(x).join() === other.id) && isPossible(relations, other, y),
  )
}

function isPossible(relations: PossibleRelation[], x: Variable, y: Variable): boolean {
  return relations.some((pair) => pair.x === x.id && pair.y === y.id)
}

function isLeftOut({ leftOut }: Variable): boolean {
  return leftOut !== undefined
}

function isNumbers(found: ComputedFinding | NotComputed): found is ComputedFinding {
  return 'estimate' in found
}
