import type { ChangedPair } from './change-tails.ts'

/** Stuart and Maxwell's d' V⁻ d, where V depends only on how many changed between each two categories. */
export type QuadraticForm = { statistic: number; df: number }

/**
 * The Stuart–Maxwell statistic and the rank of its variance matrix.
 *
 * @param k number of categories
 */
export function stuartMaxwell(k: number, pairs: readonly ChangedPair[]): QuadraticForm {
  const form = changeForm(k, pairs)
  return { statistic: form.statistic(pairs.map(({ up }) => up)), df: form.df }
}

/**
 * The statistic as a function of how many of each pair's changes went up. V is the Laplacian of the graph whose
 * edges are the pairs, so each connected part loses one rank; there its smallest category is left out.
 */
export function changeForm(k: number, pairs: readonly ChangedPair[]) {
  const leader = connectedParts(k, pairs)
  const used = [...Array(k).keys()].filter((category) => leader[category] !== category)
  const place = new Map(used.map((category, i) => [category, i]))
  const lower = cholesky(reducedLaplacian(place, pairs))
  const differences = new Float64Array(used.length)
  return {
    df: used.length,
    /** d' V⁻ d = |L⁻¹ d|². */
    statistic(ups: ArrayLike<number>): number {
      differences.fill(0)
      pairs.forEach(({ low, high, of }, p) => {
        const net = 2 * ups[p] - of
        const l = place.get(low)
        const h = place.get(high)
        if (l !== undefined) differences[l] += net
        if (h !== undefined) differences[h] -= net
      })
      let sum = 0
      for (let i = 0; i < used.length; i++) {
        let rest = differences[i]
        for (let j = 0; j < i; j++) rest -= lower[i][j] * differences[j]
        differences[i] = rest / lower[i][i]
        sum += differences[i] ** 2
      }
      return sum
    },
  }
}

/** For each category the smallest category it is connected with. */
function connectedParts(k: number, pairs: readonly ChangedPair[]): number[] {
  const leader = [...Array(k).keys()]
  for (let changed = true; changed;) {
    changed = false
    for (const { low, high } of pairs) {
      const least = Math.min(leader[low], leader[high])
      if (leader[low] !== least || leader[high] !== least) changed = true
      leader[low] = leader[high] = least
    }
  }
  return leader
}

function reducedLaplacian(place: Map<number, number>, pairs: readonly ChangedPair[]): number[][] {
  const matrix = [...place].map(() => new Array<number>(place.size).fill(0))
  for (const { low, high, of } of pairs) {
    const l = place.get(low)
    const h = place.get(high)
    if (l !== undefined) matrix[l][l] += of
    if (h !== undefined) matrix[h][h] += of
    if (l !== undefined && h !== undefined) {
      matrix[l][h] -= of
      matrix[h][l] -= of
    }
  }
  return matrix
}

function cholesky(matrix: number[][]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0))
  for (let i = 0; i < matrix.length; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j]
      for (let m = 0; m < j; m++) rest -= lower[i][m] * lower[j][m]
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j]
    }
  return lower
}
