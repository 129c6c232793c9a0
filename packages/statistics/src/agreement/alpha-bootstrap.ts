import type { Interval, Warning } from '../result.ts'
import { seededRandom } from '../seeded-random.ts'
import { type AlphaLevel, disagreements } from './alpha-disagreement.ts'
import type { Pattern } from './codings.ts'

/** How many resamples and from which seed. */
export type Draws = { draws: number; seed: number }

/**
 * Resamples units with replacement and computes alpha each time: the percentile interval and the standard
 * deviation. Resamples of one value only have no alpha (0/0); they are left out and counted in a warning.
 *
 * @throws `bootstrap: expected whole numbers of units, found 2.5` · `bootstrap: expected at least 100 draws, found 10`
 * @see Efron and Tibshirani 1993, ch. 13; Gwet 2014 and Zapf et al. 2016 on resampling units for alpha
 */
export function alphaBootstrap(
  patterns: Pattern[],
  measurement: AlphaLevel,
  numbers: Float64Array,
  level: number,
  { draws, seed }: Draws,
): { standardError: number; interval: Interval; warnings: Warning[] } | undefined {
  if (!(draws >= 100)) throw new RangeError(`bootstrap: expected at least 100 draws, found ${draws}`)
  const patternOfUnit = patterns.flatMap(({ units }, i) => {
    if (!Number.isInteger(units))
      throw new RangeError(`bootstrap: expected whole numbers of units, found ${units}`)
    return new Array<number>(units).fill(i)
  })
  const random = seededRandom(seed)
  const alphas: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const drawn = patterns.map((pattern) => ({ ...pattern, units: 0 }))
    for (let unit = 0; unit < patternOfUnit.length; unit++)
      drawn[patternOfUnit[random.integer(patternOfUnit.length)]].units++
    const { observed, expected } = disagreements(drawn, measurement, numbers)
    if (expected > 0) alphas.push(1 - observed / expected)
  }
  if (alphas.length < draws / 2) return undefined
  alphas.sort((a, b) => a - b)
  const mean = alphas.reduce((sum, alpha) => sum + alpha, 0) / alphas.length
  const squares = alphas.reduce((sum, alpha) => sum + (alpha - mean) ** 2, 0)
  const quantile = (p: number): number => alphas[Math.min(alphas.length - 1, Math.floor(p * alphas.length))]
  const left = draws - alphas.length
  return {
    standardError: Math.sqrt(squares / (alphas.length - 1)),
    interval: {
      level,
      lower: quantile((1 - level) / 2),
      upper: quantile((1 + level) / 2),
      method: `percentile bootstrap of units, ${draws} draws, seed ${seed}`,
    },
    warnings: left > 0 ? [{ code: 'undefined-resamples', values: { resamples: left, draws } }] : [],
  }
}
