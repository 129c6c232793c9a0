import type { SuppressedSummary } from '../disclosure/suppressed-summary.ts'
import type { Summary } from '../summary.ts'
import type { MovedNumber } from './comparison.ts'
import { moved } from './moved.ts'

/** Every number of a variable's summary that is another one than before; one that is not there counts as none. */
export function movedNumbers(
  before: Summary | SuppressedSummary | undefined,
  after: Summary | SuppressedSummary | undefined,
): MovedNumber[] {
  const [was, is] = [numbersOf(before), numbersOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const found = moved(was.get(name), is.get(name))
    if (!found) return []
    const [measure, of] = name.split(':') as [MovedNumber['measure'], string | undefined]
    return [{ measure, ...(of !== undefined && { of }), ...found }]
  })
}

function numbersOf(summary: Summary | SuppressedSummary | undefined): Map<string, number | null> {
  if (!summary) return new Map()
  const { n, missing, counts = [], quantiles = {} } = summary
  return new Map<string, number | null>([
    ['n', n],
    ...counts.map(({ category, n }) => [`count:${category.id}`, n] as const),
    ...missing.map(({ reason, n }) => [`missing:${reason}`, n] as const),
    ...(Object.entries(quantiles) as [string, number][]),
  ])
}
