import type { Tails } from './exact-p.ts'

/**
 * Tails of the signed sum of any sizes over all 2^m sign patterns, by listing the 2^(m/2) sums of either half and
 * walking the two sorted lists against each other; no symmetry of the sizes is needed. Sums within 10⁻⁹ of the
 * total of sizes count as equal.
 *
 * Source: Horowitz and Sahni (1974), the two-list method; Pagano and Tritchler (1983) for the test.
 */
export function signPatternTails(sizes: readonly number[], observed: number): Tails {
  const half = Math.ceil(sizes.length / 2)
  const left = signedSums(sizes.slice(0, half))
  const right = signedSums(sizes.slice(half))
  const slack = 1e-9 * sizes.reduce((sum, size) => sum + size, 0)
  const distance = Math.abs(observed)
  const shareAbove = (limit: number) => countAbove(left, right, limit) / 2 ** sizes.length
  const above = shareAbove(observed + slack)
  const atOrAbove = shareAbove(observed - slack)
  // The distribution is symmetric, so the far side is counted by the same walk.
  const farther = 2 * shareAbove(distance + slack)
  const fartherOrAsFar = distance <= slack ? 1 : 2 * shareAbove(distance - slack)
  return { above, at: atOrAbove - above, below: 1 - atOrAbove, farther, asFar: fartherOrAsFar - farther }
}

function signedSums(sizes: readonly number[]): Float64Array {
  let sums = Float64Array.of(0)
  for (const size of sizes) {
    const longer = new Float64Array(sums.length * 2)
    sums.forEach((sum, k) => {
      longer[k] = sum - size
      longer[sums.length + k] = sum + size
    })
    sums = longer
  }
  return sums.sort()
}

/** How many pairs of one sum from each sorted list add up to more than `limit`. */
function countAbove(left: Float64Array, right: Float64Array, limit: number): number {
  let count = 0
  let k = right.length
  for (const sum of left) {
    while (k > 0 && sum + right[k - 1] > limit) k--
    count += right.length - k
  }
  return count
}
