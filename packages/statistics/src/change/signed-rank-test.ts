import { normalTwoSided } from '../distributions.ts'
import type { ExactOptions } from '../exact/exact-options.ts'
import type { ExactP } from '../exact/exact-p.ts'
import { signFlipTest } from '../exact/sign-flip-test.ts'
import type { PValue, Result } from '../result.ts'
import { type Measured, measurements } from '../samples/measurements.ts'
import { midRanks } from '../samples/ranks.ts'

/** Wilcoxon's signed-rank test; `estimate` is V, the sum of the ranks of the positive changes. */
export type SignedRankTest = Result &
  ExactP & {
    pNormal: PValue | undefined
    /** (V - sum of the negative ranks) / sum of all ranks: 1 if every change is positive, -1 if negative. */
    matchedRankBiserial: number | undefined
    zeros: number
    missing: number
  }

/**
 * Wilcoxon's signed-rank test of changes (paired differences), exact with ties and zeros: given the ranks of
 * their sizes, every pattern of signs is equally likely; two-sided by the distance of V from its mean.
 *
 * Zeros are dropped before ranking ('drop', Wilcoxon's way) or ranked and then dropped ('pratt'), which keeps many
 * zeros from making a few changes look consistent. Without a change every p is 1 and the correlation is
 * undefined. Over about 270 changes the p-values are seeded Monte Carlo estimates and say so.
 *
 * @param changes missing (`null`, `undefined`, NaN) are left out and counted
 * @throws as `measurements` and `signFlipTest`
 * @example signedRankTest([5, 1, 0, -13, 3, 2, 2]).twoSided.p // 0.40625
 * @see Wilcoxon 1945; Pratt 1959 (zeros); Kerby 2014 (matched-pairs rank-biserial correlation)
 */
export function signedRankTest(
  changes: readonly Measured[],
  { zeros = 'drop', ...options }: ExactOptions & { zeros?: 'drop' | 'pratt' } = {},
): SignedRankTest {
  const { present, missing } = measurements(changes)
  const ranked = zeros === 'drop' ? present.filter((change) => change !== 0) : present
  const signed = midRanks(ranked.map(Math.abs)).map((rank, i) => rank * Math.sign(ranked[i]))
  const flips = signFlipTest(Array.from(signed), options)
  const total = signed.reduce((sum, rank) => sum + Math.abs(rank), 0)
  const squares = signed.reduce((sum, rank) => sum + rank ** 2, 0)
  const lead = signed.reduce((sum, rank) => sum + rank, 0)
  return {
    ...flips,
    estimate: (lead + total) / 2,
    n: present.length,
    missing,
    zeros: present.length - present.filter((change) => change !== 0).length,
    pNormal:
      squares > 0
        ? {
            p: normalTwoSided(lead / Math.sqrt(squares)),
            method: 'normal approximation with the variance for ties',
            alternative: 'two-sided',
          }
        : undefined,
    matchedRankBiserial: total > 0 ? lead / total : undefined,
    method: `Wilcoxon signed-rank test, ${zeros === 'drop' ? 'zeros dropped' : 'zeros ranked (Pratt)'}`,
  }
}
