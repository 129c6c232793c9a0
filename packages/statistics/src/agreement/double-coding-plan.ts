import { confidenceLevel } from '../confidence-level.ts'
import { fisherZInterval } from '../fisher-z-interval.ts'
import type { Assumption, Interval, Warning } from '../result.ts'
import { seededRandom, type SeededRandom } from '../seeded-random.ts'
import { type AgreementWeights, agreementWeights } from './agreement-weights.ts'
import { chanceCorrected } from './chance-corrected.ts'
import { type Pattern, patternOf, ratingPatterns } from './codings.ts'
import { sharedMarginChance } from './fleiss-kappa.ts'

/** What a number of double-coded units will tell, judged before coding them. */
export type PlannedWidth = {
  units: number
  /** The interval if the coefficient turns out as expected, and its width; undefined below two units. */
  interval: Interval | undefined
  width: number | undefined
  /** The middle width in simulated codings that have an interval, and the share that have none. */
  simulatedWidth: number | undefined
  withoutInterval: number
}

/** How many units to double-code. */
export type DoubleCodingPlan = {
  /** The fewest units that give an interval of at most the width asked for, if the coefficient is as expected. */
  units: number
  at: PlannedWidth[]
  method: string
  assumptions: Assumption[]
  warnings: Warning[]
}

/**
 * Plans how many units two or more coders should code independently of each other so that kappa (Fleiss, Scott; alpha
 * is nearly the same) gets an interval of a given width, and shows what smaller numbers would give.
 *
 * The expected codings are those of coders who see the right category with a chance √agreement and else draw from
 * the shares. Widths are those of the intervals that `fleissKappa` prints; the simulation shows what the formula
 * cannot: how often few units give no interval at all, because coders agree in everything or use one category.
 *
 * @param plan.agreement kappa to expect, 0 or more and below 1
 * @param plan.shares share of each category, in order; they are scaled to add up to 1
 * @param plan.width width of the interval wanted, e.g. 0.3
 * @param plan.show numbers of units to show, 6, 12 and 24 unless given
 * @param plan.draws simulated codings for each of them, 500 unless given; 0 for none
 * @throws `double coding: expected an agreement from 0 to below 1, found 1` · `double coding: expected a width above 0, found 0` ·
 *   `double coding: expected at least two categories with a share above 0, found 1` ·
 *   `double coding: expected 2 to 8 coders, found 1`; `invalid confidence level; not in (0, 1): 95`
 * @example doubleCodingPlan({ agreement: 0.8, shares: [0.5, 0.3, 0.2], width: 0.3 }).units // 56
 * @see Flack, Afifi, Lachenbruch and Schouten 1988, Psychometrika 53, 321–325 (sample size by width); Gwet 2014, ch. 5
 */
export function doubleCodingPlan({
  agreement,
  shares,
  width,
  coders = 2,
  weights = 'identity',
  level = 0.95,
  show = [6, 12, 24],
  draws = 500,
  seed = 1,
}: {
  agreement: number
  shares: readonly number[]
  width: number
  coders?: number
  weights?: AgreementWeights
  level?: number
  show?: readonly number[]
  draws?: number
  seed?: number
}): DoubleCodingPlan {
  confidenceLevel(level)
  if (!(agreement >= 0 && agreement < 1))
    throw new RangeError(`double coding: expected an agreement from 0 to below 1, found ${agreement}`)
  if (!(width > 0)) throw new RangeError(`double coding: expected a width above 0, found ${width}`)
  const used = shares.filter((share) => share > 0)
  if (used.length < 2)
    throw new RangeError(
      `double coding: expected at least two categories with a share above 0, found ${used.length}`,
    )
  if (!(Number.isInteger(coders) && coders >= 2 && coders <= 8))
    throw new RangeError(`double coding: expected 2 to 8 coders, found ${coders}`)
  const total = shares.reduce((sum, share) => sum + share, 0)
  const model = { agreement, shares: shares.map((share) => share / total), coders }
  const matrix = agreementWeights(weights, shares.length)
  const perUnit = errorPerUnit(model, matrix)
  const intervalAt = (units: number) =>
    fisherZInterval(agreement, perUnit / Math.sqrt(units), units - 1, level)
  return {
    units: fewestUnits((units) => (widthOf(intervalAt(units)) ?? Infinity) <= width),
    at: show.map((units) => ({
      units,
      interval: intervalAt(units),
      width: widthOf(intervalAt(units)),
      ...simulated(model, matrix, units, level, draws, seed),
    })),
    method: `width of the Fisher z interval of Fleiss' kappa at ${agreement}, ${draws} simulated codings, seed ${seed}`,
    assumptions: [
      { code: 'units-sampled-independently', met: undefined },
      { code: 'coders-independent', met: undefined },
      { code: 'shares-as-expected', met: undefined },
    ],
    warnings: show.filter((units) => units < 2).map((units) => ({ code: 'no-interval', values: { units } })),
  }
}

type Model = { agreement: number; shares: number[]; coders: number }

/** The standard error of the coefficient times √units, from every way the coders can code a unit. */
function errorPerUnit({ agreement, shares, coders }: Model, weights: number[][]): number {
  const sees = Math.sqrt(agreement)
  // As many units as make the correction n / (n - 1) vanish.
  const many = 1e9
  const patterns: Pattern[] = []
  const addCoder = (codes: number[], chances: number[]): void => {
    if (codes.length < coders)
      return shares.forEach((share, code) => {
        const given = chances.map(
          (chance, truth) => chance * ((truth === code ? sees : 0) + (1 - sees) * share),
        )
        addCoder([...codes, code], given)
      })
    patterns.push(patternOf(codes, many * chances.reduce((sum, chance) => sum + chance, 0)))
  }
  addCoder([], shares)
  const expected = { categories: [...shares.keys()], coders, units: many, pairableUnits: many, patterns }
  const { standardError } = chanceCorrected(expected, weights, (now) => sharedMarginChance(now, weights))
  return standardError! * Math.sqrt(many)
}

function fewestUnits(enough: (units: number) => boolean): number {
  let high = 2
  while (!enough(high)) high *= 2
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (enough(middle)) high = middle
    else low = middle
  }
  return high
}

function simulated(
  { agreement, shares, coders }: Model,
  weights: number[][],
  units: number,
  level: number,
  draws: number,
  seed: number,
): { simulatedWidth: number | undefined; withoutInterval: number } {
  const random = seededRandom(seed)
  const sees = Math.sqrt(agreement)
  const widths: number[] = []
  const categories = shares.map((_, k) => k)
  for (let draw = 0; draw < draws; draw++) {
    const truths = Array.from({ length: units }, () => drawn(shares, random))
    const ratings = Array.from({ length: coders }, () =>
      truths.map((truth) => (random.uniform() < sees ? truth : drawn(shares, random))),
    )
    const patterns = ratingPatterns({ ratings, categories })
    const { estimate, standardError } = chanceCorrected(patterns, weights, (now) =>
      sharedMarginChance(now, weights),
    )
    if (estimate === undefined || !(standardError! > 1e-12)) continue
    const found = widthOf(fisherZInterval(estimate, standardError, units - 1, level))
    if (found !== undefined) widths.push(found)
  }
  widths.sort((a, b) => a - b)
  return {
    simulatedWidth: widths[Math.floor(widths.length / 2)],
    withoutInterval: draws > 0 ? 1 - widths.length / draws : 0,
  }
}

function drawn(shares: number[], random: SeededRandom): number {
  let left = random.uniform()
  const k = shares.findIndex((share) => (left -= share) < 0)
  return k < 0 ? shares.length - 1 : k
}

function widthOf(interval: { lower: number; upper: number } | undefined): number | undefined {
  return interval && interval.upper - interval.lower
}
