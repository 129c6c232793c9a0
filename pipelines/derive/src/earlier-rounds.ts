import { type Change, roundLine, sourcesOf, type Unit } from '@pejling/indicators'
import type { DeriveContext } from './derive.ts'
import type { Earlier } from './kinds/change.ts'

/**
 * The round each of a unit's rounds is held against: the one before, the first or a named one; left out where there is
 * none, or where a question behind the value is not comparable between the two.
 */
export function earlierRounds(
  { codebook, rounds, instruments, files }: DeriveContext,
  unit: Unit,
  { of, since = 'previous' }: Change,
): Earlier {
  const own = rounds.filter(({ id }) => files.some((file) => file.unit === unit.id && file.round === id))
  const lines = sourcesOf(codebook, { variable: of }).map(({ id }) => roundLine(id, own, instruments))
  const isComparable = (a: string, b: string) =>
    lines.every(
      ({ pieces, notAsked }) =>
        notAsked.includes(a) ||
        notAsked.includes(b) ||
        pieces.some((piece) => piece.includes(a) && piece.includes(b)),
    )
  const start = own.findIndex(({ id }) => id === since)
  return Object.fromEntries(
    own.flatMap(({ id }, i) => {
      const j = since === 'previous' ? i - 1 : since === 'first' ? 0 : start
      return j >= 0 && j < i && isComparable(own[j].id, id) ? [[id, own[j].id]] : []
    }),
  )
}
