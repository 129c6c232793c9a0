import type { Measured } from './measurements.ts'

/** How p-values are corrected for being many; `holm` and `benjamini-hochberg` are the ones to choose from. */
export type Adjustment =
  'holm' | 'hochberg' | 'hommel' | 'bonferroni' | 'benjamini-hochberg' | 'benjamini-yekutieli'

/** Adjusted p-values in the order of the given ones; `undefined` where none was given. */
export type AdjustedP = { p: (number | undefined)[]; method: string; tests: number }

/**
 * p-values of several tests, corrected for having looked several times, so that each can be held against the
 * same level. Holm, Hochberg, Hommel and Bonferroni bound the chance of any false finding (Hochberg and Hommel
 * only for tests that are independent or positively related); Benjamini and Hochberg bound the expected
 * share of false findings among the findings (Benjamini and Yekutieli whatever the relation).
 *
 * Missing p-values stay missing and do not count as tests. No p-values: an empty answer.
 *
 * @param options.method 'holm' unless given
 * @param options.tests number of tests if more were made than are given
 * @throws `p-values: expected 0 to 1 at position 2, found 1.2` ·
 *   `p-values: expected at least 3 tests, found 2`
 * @example pAdjust([0.01, 0.04, 0.03]).p // [0.03, 0.06, 0.06]
 * @see Holm 1979; Hochberg 1988; Hommel 1988; Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001
 */
export function pAdjust(
  pValues: readonly Measured[],
  { method = 'holm', tests }: { method?: Adjustment; tests?: number } = {},
): AdjustedP {
  const present = pValues.flatMap((p, i) => {
    if (p === null || p === undefined || Number.isNaN(p)) return []
    if (!(p >= 0 && p <= 1))
      throw new RangeError(`p-values: expected 0 to 1 at position ${i + 1}, found ${p}`)
    return [{ p, i }]
  })
  const m = tests ?? present.length
  if (!(m >= present.length))
    throw new RangeError(`p-values: expected at least ${present.length} tests, found ${m}`)
  present.sort((a, b) => a.p - b.p)
  const adjusted = new Array<number | undefined>(pValues.length).fill(undefined)
  const sorted = adjust[method](
    present.map(({ p }) => p),
    m,
  )
  present.forEach(({ i }, rank) => (adjusted[i] = Math.min(1, sorted[rank])))
  return { p: adjusted, method: inWords[method], tests: m }
}

const inWords: Record<Adjustment, string> = {
  holm: 'Holm',
  hochberg: 'Hochberg',
  hommel: 'Hommel',
  bonferroni: 'Bonferroni',
  'benjamini-hochberg': 'Benjamini–Hochberg (false discovery rate)',
  'benjamini-yekutieli': 'Benjamini–Yekutieli (false discovery rate, any dependence)',
}

/** Each takes the p-values in ascending order and the number of tests. */
const adjust: Record<Adjustment, (sorted: number[], m: number) => number[]> = {
  bonferroni: (sorted, m) => sorted.map((p) => p * m),
  holm: (sorted, m) => rising(sorted.map((p, rank) => (m - rank) * p)),
  hochberg: (sorted, m) => fallingFromTheEnd(sorted.map((p, rank) => (m - rank) * p)),
  'benjamini-hochberg': (sorted, m) => fallingFromTheEnd(sorted.map((p, rank) => (m / (rank + 1)) * p)),
  'benjamini-yekutieli': (sorted, m) => {
    const harmonic = Array.from({ length: m }, (_, k) => 1 / (k + 1)).reduce((sum, term) => sum + term, 0)
    return fallingFromTheEnd(sorted.map((p, rank) => ((harmonic * m) / (rank + 1)) * p))
  },
  hommel,
}

/** Hommel 1988, with the algorithm of Wright 1992, Biometrics 48, appendix; tests not given count as p = 1. */
function hommel(given: number[], m: number): number[] {
  const sorted = [...given, ...new Array<number>(m - given.length).fill(1)]
  const least = Math.min(...sorted.map((p, rank) => (m * p) / (rank + 1)))
  const adjusted = sorted.map(() => least)
  for (let j = m - 1; j >= 2; j--) {
    const split = m - j + 1
    const bound = Math.min(...sorted.slice(split).map((p, k) => (j * p) / (k + 2)))
    sorted.forEach((p, rank) => {
      const here = rank < split ? Math.min(j * p, bound) : Math.min(j * sorted[split - 1], bound)
      adjusted[rank] = Math.max(adjusted[rank], here)
    })
  }
  return adjusted.map((p, rank) => Math.max(p, sorted[rank]))
}

function rising(values: number[]): number[] {
  let highest = 0
  return values.map((value) => (highest = Math.max(highest, value)))
}

function fallingFromTheEnd(values: number[]): number[] {
  let lowest = Infinity
  return values.map((_, k) => (lowest = Math.min(lowest, values.at(-1 - k)!))).reverse()
}
