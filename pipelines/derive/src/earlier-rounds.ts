import { type Change, type Round, roundLine, sourcesOf, type Unit } from '@pejling/indicators'
import type { DeriveContext } from './derive.ts'
import type { Earlier } from './kinds/change.ts'

/**
 * The round each of a unit's rounds is held against: the one before, the first or a named one; left out where there is
 * none, or where a question behind the value is not comparable between the two.
 */
export function earlierRounds(
  context: Pick<DeriveContext, 'codebook' | 'rounds' | 'instruments' | 'files'>,
  unit: Unit,
  { of, since = 'previous' }: Change,
): Earlier {
  const { rounds, files } = context
  const own = rounds.filter(({ id }) => files.some((file) => file.unit === unit.id && file.round === id))
  const isComparable = comparableRounds(context, own, of)
  const start = own.findIndex(({ id }) => id === since)
  return Object.fromEntries(
    own.flatMap(({ id }, i) => {
      const j = since === 'previous' ? i - 1 : since === 'first' ? 0 : start
      return j >= 0 && j < i && isComparable(own[j].id, id) ? [[id, own[j].id]] : []
    }),
  )
}

/** Are the answers behind a variable's values to the same questions in two rounds? A round that did not ask is no break. */
export function comparableRounds(
  { codebook, instruments }: Pick<DeriveContext, 'codebook' | 'instruments'>,
  rounds: Round[],
  variable: string,
): (a: string, b: string) => boolean {
  const lines = sourcesOf(codebook, { variable }).map(({ id }) => roundLine(id, rounds, instruments))
  return (a, b) =>
    lines.every(
      ({ pieces, notAsked }) =>
        notAsked.includes(a) ||
        notAsked.includes(b) ||
        pieces.some((piece) => piece.includes(a) && piece.includes(b)),
    )
}
