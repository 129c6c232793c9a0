import {
  type Codebook,
  type Crossing,
  crossingsOf,
  isCountedSafely,
  isCrossable,
  knownAs,
  mergedCategories,
  rootsOf,
  type Study,
  thresholdOf,
  type Variable,
} from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { remembered } from '../remembered.ts'
import { getCodebook, getStudy, getVariable, listPublishedTables } from '../study-queries.ts'
import { hasRows, unitSource } from '../unit-source.ts'
import { isCategorical, isRepeated } from '../unit-table.ts'
import { placeCounts, withMissing } from './place-counts.ts'

/** A cross table that is shown to those who may not see all, with the unit it counts. */
export type ShownCrossing = Crossing & {
  unit: string
  /** Both variables may be known of each unit from elsewhere: the table is protected by itself. */
  known: boolean
}

/**
 * All that is shown of a study's rows to those who may not see all, decided once for the whole edition: which question is
 * asked first, or by whom, changes nothing.
 *
 * The tables form no ring, so that two of them have no more in common than the counts of one variable; those are shown
 * in full, small categories hidden together everywhere alike. Any tables with the same counts of that variable fit
 * together, so what is hidden in one cannot be narrowed by another. Tables between variables that may be known of each
 * unit from elsewhere and one that may not (a *block*) are protected together.
 */
export type ProtectedFamily = {
  study: Study
  codebook: Codebook
  /** Nothing counted from rows is shown: the study shows everybody what was printed. */
  printed: boolean
  blocks: ShownCrossing[][]
  /** The variables whose counts are shown. */
  shown: string[]
  /** Which categories (and missing ones, last) of a shown variable are hidden together; nothing if it has too few units. */
  groups: Map<string, number[] | undefined>
}

export const getProtectedFamily = remembered(async (edition, studyId): Promise<ProtectedFamily> => {
  const study = await getStudy(edition, studyId)
  const codebook = await getCodebook(edition, studyId)
  const hasPrint = (await listPublishedTables(edition, studyId)).length > 0
  const printed = hasPrint && !study.disclosure?.crossings
  const blocks = printed ? [] : blocksOf(study, codebook, crossingsOf(study, codebook, hasPrint))
  const shown = printed ? [] : shownVariables(study, codebook, blocks)
  const groups = new Map(
    await Promise.all(
      shown.map(
        async (id) => [id, await groupsOf(edition, study, getVariable(codebook, id), blocks)] as const,
      ),
    ),
  )
  return { study, codebook, printed, blocks, shown, groups }
})

function blocksOf(study: Study, codebook: Codebook, crossings: Crossing[]): ShownCrossing[][] {
  const blocks = new Map<string, ShownCrossing[]>()
  for (const { x, y } of crossings) {
    const [a, b] = [getVariable(codebook, x), getVariable(codebook, y)]
    const isSafe =
      [a, b].every((v) => isCrossable(v) && !isRepeated(study, v)) && isCountedSafely(study, a, b)
    const source = isSafe ? unitSource(study, [a, b]) : undefined
    if (!source) continue
    const sides = [knownAs(study, a), knownAs(study, b)]
    const key = sides[0] === sides[1] ? `${a.id} ${b.id}` : [...sides].sort().join(' ')
    const block = blocks.get(key) ?? []
    const turned = sides[0] > sides[1]
    const [row, column] = turned ? [b.id, a.id] : [a.id, b.id]
    const known = sides[0] === sides[1]
    const crossing = { x: row, y: column, unit: source.unit.id, known }
    // Tables of a block must count the same units to be protected as one.
    if (block.every(({ unit }) => unit === crossing.unit)) blocks.set(key, [...block, crossing])
  }
  return [...blocks.values()]
}

/** One variable of all that are made from the same one: those that stand in a table first, then in codebook order. */
function shownVariables(study: Study, { variables }: Codebook, blocks: ShownCrossing[][]): string[] {
  const crossed = blocks.flat().flatMap(({ x, y }) => [x, y])
  const able = variables.filter(
    (v) => isCategorical(v) && isCrossable(v) && hasRows(study, v) && !isRepeated(study, v),
  )
  const ordered = [
    ...able.filter(({ id }) => crossed.includes(id)),
    ...able.filter(({ id }) => !crossed.includes(id)),
  ]
  const roots = new Set<string>()
  return ordered
    .filter((variable) => {
      const own = rootsOf(variables, variable)
      if (own.some((root) => roots.has(root))) return false
      for (const root of own) roots.add(root)
      return true
    })
    .map(({ id }) => id)
}

async function groupsOf(
  edition: Edition,
  study: Study,
  variable: Variable,
  blocks: ShownCrossing[][],
): Promise<number[] | undefined> {
  const counted = blocks
    .flat()
    .filter(({ x, y, known }) => !known && (x === variable.id || y === variable.id))
    .map(({ unit }) => unit)
  const units = new Set([...(isOwnLevelKnown(study, variable, counted) ? [] : [variable.unit]), ...counted])
  const levels = await Promise.all(
    [...units].map(async (unit) => ({
      counts: withMissing(await placeCounts(edition, study, variable, unit)),
      threshold: thresholdOf(study, unit),
    })),
  )
  return levels.length > 0 ? mergedCategories(levels) : [...variable.categories!, ''].map((_, place) => place)
}

/**
 * What the design assigned is known of each unit it was assigned to, and so is what can be looked up of the units around
 * those that are counted: how many municipalities have it is no secret that a table of institutions could give away.
 */
function isOwnLevelKnown(study: Study, variable: Variable, counted: string[]): boolean {
  const isAssigned = study.design.assigned.some((assigned) => assigned.variable === variable.id)
  return isAssigned || (variable.disclosure === 'quasi' && counted.some((unit) => unit !== variable.unit))
}
