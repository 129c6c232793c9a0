import type { Assumption, Warning } from '../result.ts'

/** A ratio whose denominator is known to the nearest whole number only, and the range that leaves. */
export type RoundedRatio = {
  estimate: number | undefined
  lower: number | undefined
  upper: number | undefined
  /** Whether a published ratio can come from some denominator in the range; undefined if none is given. */
  published: { value: number; consistent: boolean } | undefined
  method: string
  assumptions: Assumption[]
  warnings: Warning[]
}

/**
 * Total / count, such as kroner per age-weighted child, with the range left open because the count was rounded:
 * the true count lies within half a `unit` of the printed one. A published ratio within the range agrees
 * with the table; one outside is a misprint or comes from another count.
 *
 * A count of 0 gives no ratio; a count of at most half a unit gives no upper end.
 *
 * @param options.unit what the count was rounded to, 1 unless given
 * @param options.published the ratio as printed
 * @throws `rounded ratio: expected a total and a count of 0 or more, found -5 and 3` ·
 *   `rounded ratio: expected a unit above 0, found 0`
 * @example roundedRatio(626481, 180, { published: 3484 }).published // { value: 3484, consistent: true }
 * @see Moore 1966, Interval analysis, ch. 2
 */
export function roundedRatio(
  total: number,
  count: number,
  { unit = 1, published }: { unit?: number; published?: number } = {},
): RoundedRatio {
  if (!(total >= 0 && count >= 0 && total < Infinity && count < Infinity))
    throw new RangeError(
      `rounded ratio: expected a total and a count of 0 or more, found ${total} and ${count}`,
    )
  if (!(unit > 0)) throw new RangeError(`rounded ratio: expected a unit above 0, found ${unit}`)
  const estimate = count > 0 ? total / count : undefined
  const lower = total / (count + unit / 2)
  const upper = count > unit / 2 ? total / (count - unit / 2) : undefined
  const warnings: Warning[] = estimate === undefined ? [{ code: 'division-by-zero' }] : []
  if (estimate !== undefined && upper === undefined)
    warnings.push({ code: 'no-upper-end', values: { count } })
  return {
    estimate,
    lower: estimate === undefined ? undefined : lower,
    upper: estimate === undefined ? undefined : upper,
    published:
      published === undefined || estimate === undefined
        ? undefined
        : { value: published, consistent: published >= lower && published <= (upper ?? Infinity) },
    method: `ratio of a total to a count rounded to ${unit}`,
    assumptions: [{ code: 'rounded-to-nearest', met: undefined, values: { unit } }],
    warnings,
  }
}
