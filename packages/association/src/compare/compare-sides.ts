import { didYouMean, type Study, type Variable, type Viewer } from '@pejling/indicators'
import {
  type Edition,
  getCodebook,
  getStudy,
  getVariable,
  listIndicators,
  type StudyComparison,
} from '@pejling/warehouse'
import { hasRounds } from '../findings/quality-matrix.ts'
import { isOrdered } from '../is-ordered.ts'
import type { ComparedNumber, ComparedSides, NotComparable, SideName } from './compared.ts'
import { type BetweenRounds, betweenRounds, differenceCauses, editionsCompared } from './difference-causes.ts'
import { sharedVariables, type SharedVariable } from './shared-variables.ts'
import {
  categoryLabel,
  numbersOfPair,
  numbersOfVariable,
  type Side,
  type SideNumbers,
} from './side-numbers.ts'

/** One side of a comparison as it is asked for. `round` is the last one if left out. */
export type SideQuestion = {
  edition: Edition
  study: string
  round?: string
  viewer: (study: Study) => Viewer
}
/** A pair of variables by their names on the right side; everything that is shared if left out. */
export type PairQuestion = { x?: string; y?: string }

/**
 * Two rounds, two studies or two editions side by side, number by number, each with what may have made the difference.
 * Between rounds only what was asked in the same way is compared, between studies only what measures the same indicator
 * or has the same name and categories; the rest is named with the reason.
 *
 * @throws `unknown study|round|variable: …`, `x and y: expected two variables, found one`,
 *   `not shared: screening of kora-2017 and other-study`
 * @example (await compareSides(left, right)).numbers[0].difference // -0.12
 */
export async function compareSides(
  leftQuestion: SideQuestion,
  rightQuestion: SideQuestion,
  { x, y }: PairQuestion = {},
): Promise<ComparedSides> {
  const [left, right] = await Promise.all([sideOf(leftQuestion), sideOf(rightQuestion)])
  const [own, other] = await Promise.all([left, right].map(bookOf))
  const { shared, notShared, onlyLeft, onlyRight } = sharedVariables(own, other)
  const editions = await editionsCompared(left, right)
  const between = (variable: Variable): BetweenRounds =>
    left.study.id === right.study.id && left.round !== undefined && right.round !== undefined
      ? betweenRounds(variable.id, other.codebook, right.study, [left.round, right.round])
      : {}
  const room = { left, right, editions, between }
  const head = { left: nameOf(left), right: nameOf(right), notShared, onlyLeft, onlyRight }
  if (x === undefined && y === undefined) {
    const numbers: ComparedNumber[] = []
    for (const pair of shared) numbers.push(...(await compareVariables(room, [pair])))
    return { ...head, numbers }
  }
  if (x === undefined || y === undefined) throw new Error('x and y: expected two variables, found one')
  const pairs = [x, y].map((id) => {
    const variable = getVariable(other.codebook, id)
    const pair = shared.find((one) => one.right === variable)
    if (!pair) throw new Error(`not shared: ${id} of ${left.study.id} and ${right.study.id}`)
    return pair
  })
  return { ...head, numbers: await compareVariables(room, pairs) }
}

type Room = {
  left: Side
  right: Side
  editions: StudyComparison | undefined
  between: (variable: Variable) => BetweenRounds
}

async function compareVariables(room: Room, pairs: SharedVariable[]): Promise<ComparedNumber[]> {
  const { left, right } = room
  const [was, is] = await Promise.all(
    (['left', 'right'] as const).map((side): Promise<SideNumbers> => {
      const [x, y] = pairs.map((pair) => pair[side])
      return y ? numbersOfPair(room[side], x, y) : numbersOfVariable(room[side], x)
    }),
  )
  const stand = pairs.map((pair) => room.between(pair.right))
  const because = stand.find((one) => one.because)?.because
  const causes = differenceCauses(
    [left, right],
    pairs,
    stand.find((one) => one.recoded)?.recoded,
    room.editions,
  )
  const variables = pairs.map((pair) => pair.right)
  const last = variables.at(-1)!
  const name = variables.map(({ id }) => id).join(' × ')
  const known = [...numbersIn(is), ...numbersIn(was)]
  const places = [...new Map(known.map((one) => [placeOf(one), one])).values()]
  const common = {
    variables,
    ...(pairs.length === 1 && pairs[0].indicator && { indicator: pairs[0].indicator }),
  }
  if (!places.length) {
    const why = because ?? ([was, is].find((side) => 'code' in side) as NotComparable | undefined)
    return [
      {
        ...common,
        id: name,
        kind: kindOf(last),
        isMain: true,
        because: why ?? { code: 'no-numbers' },
        causes: [],
      },
    ]
  }
  return places.map((place): ComparedNumber => {
    const [old, young] = [was, is].map((side) =>
      numbersIn(side).find((one) => placeOf(one) === placeOf(place)),
    )
    const lacking = [was, is].find((side): side is NotComparable => 'code' in side)
    const why = because ?? lacking ?? (old && young ? undefined : ({ code: 'no-numbers' } as const))
    const difference = old && young && !because ? young.value - old.value : undefined
    const differs = difference !== undefined && Math.abs(difference) > 1e-12
    return {
      ...common,
      id: [name, place.row, place.category].filter(Boolean).join('/'),
      kind: place.of,
      category: categoryLabel(last, place.category),
      row: categoryLabel(variables[0], place.row),
      isMain: isMain(place, last, places),
      ...(old && { left: shownOf(old) }),
      ...(young && { right: shownOf(young) }),
      ...(difference !== undefined && { difference }),
      ...(why && { because: why }),
      causes: differs ? causes : [],
    }
  })
}

type Numbered = Extract<SideNumbers, { kind: 'numbers' }>['numbers'][number]

function numbersIn(side: SideNumbers): Numbered[] {
  return 'kind' in side ? side.numbers : []
}

function placeOf({ of, row, category }: Numbered): string {
  return [of, row, category].join('\n')
}

function shownOf({ value, lower, upper, n }: Numbered) {
  return { value, n, ...(lower !== undefined && upper !== undefined && { lower, upper }) }
}

/** The last category of ordered ones and of two, else the most common: nobody picks the most telling one. */
function isMain(place: Numbered, variable: Variable, places: Numbered[]): boolean {
  if (place.of !== 'share') return true
  const own = places.filter(({ row, of }) => of === 'share' && row === place.row)
  const top = Math.max(...own.map(({ value }) => value))
  const chosen = isOrdered(variable) || own.length === 2 ? own.at(-1) : own.find(({ value }) => value === top)
  return chosen === place
}

function kindOf({ categories }: Variable): ComparedNumber['kind'] {
  return categories ? 'share' : 'mean'
}

async function sideOf({ edition, study: id, round, viewer }: SideQuestion): Promise<Side> {
  const study = await getStudy(edition, id)
  const rounds = hasRounds(study) ? study.rounds!.map((one) => one.id) : []
  if (round !== undefined && !rounds.includes(round))
    throw new Error(`unknown round: ${round}${didYouMean(round, rounds)}`)
  const chosen = round ?? rounds.at(-1)
  return { edition, study, viewer: viewer(study), ...(chosen !== undefined && { round: chosen }) }
}

async function bookOf({ edition, study }: Side) {
  const [codebook, indicators] = await Promise.all([
    getCodebook(edition, study.id),
    listIndicators(edition, study.id),
  ])
  return { study, codebook, indicators }
}

function nameOf({ edition, study, round }: Side): SideName {
  const roundLabel = study.rounds?.find(({ id }) => id === round)?.label
  return {
    ...{ study: study.id, edition: edition.hash, title: study.title },
    synthetic: study.synthetic,
    ...(round !== undefined && { round }),
    ...(roundLabel && { roundLabel }),
  }
}
