import {
  type Distribution,
  type Instrument,
  type Problem,
  type Round,
  roundLine,
  type Spread,
} from '@pejling/indicators'

/** A share of missing cells that moved by this much, and by more than chance would, is told. */
const moved = 0.1
const beyondChance = 3
/** A category is missed where this many would have been expected. */
const expectedOf = 5

/** The rounds that are held against each other, and the column that holds each variable. */
export type Compared = {
  path: string
  round: Round
  last: Round
  instruments: Instrument[]
  headings: Map<string, string>
}

/** Without the last round where its question was another one, whose answers say nothing of these. */
export function comparable(
  distributions: Distribution[],
  { round, last, instruments }: Pick<Compared, 'round' | 'last' | 'instruments'>,
): Distribution[] {
  return distributions.map(({ before, ...one }) => {
    if (before?.round !== last.id) return { ...one, ...(before && { before }) }
    const [broken] = roundLine(one.variable, [last, round], instruments).breaks
    if (!broken) return { ...one, before }
    return { ...one, notComparable: { round: last.id, ...(broken.reason && { reason: broken.reason }) } }
  })
}

/**
 * What differs so much from the last round that somebody should look: the share of missing cells of an item (more than ten
 * points and three standard errors of a difference between two shares), and categories that nobody chose any more, or that
 * nobody chose before, where at least five would have been expected. Only where the question is still the same.
 *
 * @param distributions as `comparable` leaves them
 */
export function checkAgainstLast(distributions: Distribution[], compared: Compared): Problem[] {
  return distributions.flatMap(({ variable, now, before }) => {
    if (!before || before.round !== compared.last.id) return []
    const place = {
      ...{ file: compared.path, variable, heading: compared.headings.get(variable) },
      ...{ severity: 'warns' as const, acceptable: true },
    }
    const messages: [string, string | undefined][] = [
      ['missing-share', missingShare(now, before)],
      ['category-count', categoriesInUse(now, before)],
    ]
    return messages.flatMap(([rule, message]) => (message === undefined ? [] : [{ ...place, rule, message }]))
  })
}

function missingShare(now: Spread, before: Spread & { round: string }): string | undefined {
  const [a, b] = [absent(now), absent(before)]
  if (a.of === 0 || b.of === 0) return undefined
  const [p, q] = [a.n / a.of, b.n / b.of]
  const both = (a.n + b.n) / (a.of + b.of)
  const error = Math.sqrt(both * (1 - both) * (1 / a.of + 1 / b.of))
  if (Math.abs(p - q) < moved || Math.abs(p - q) <= beyondChance * error) return undefined
  return `expected about ${percent(q)} missing as in ${before.round}, found ${percent(p)}`
}

/** Cells without a value, of those that were asked. */
function absent({ n, missing }: Spread): { n: number; of: number } {
  const { not_asked: _, ...others } = missing
  const count = Object.values(others).reduce((sum, one) => sum + one, 0)
  return { n: count, of: n + count }
}

function categoriesInUse(now: Spread, before: Spread & { round: string }): string | undefined {
  if (!now.categories || !before.categories || now.n === 0 || before.n === 0) return undefined
  const gone = missed(before, now)
  const come = missed(now, before)
  if (gone.length + come.length === 0) return undefined
  const used = ({ categories = {} }: Spread) => Object.values(categories).filter((n) => n > 0).length
  const named = [
    gone.length > 0 ? [`none ${gone.join(', ')}`] : [],
    come.length > 0 ? [`new ${come.join(', ')}`] : [],
  ].flat()
  return `expected ${used(before)} categories in use as in ${before.round}, found ${used(now)} (${named.join('; ')})`
}

/** Categories in use in one that are not in the other, though there should be some. */
function missed(one: Spread, other: Spread): string[] {
  return Object.entries(one.categories ?? {})
    .filter(([category, n]) => {
      const there = other.categories?.[category] ?? 0
      return there === 0 && (n / one.n) * other.n >= expectedOf
    })
    .map(([category]) => category)
}

const percent = (share: number) => `${Math.round(share * 100)} %`
