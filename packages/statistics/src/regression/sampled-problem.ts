import type { CumulativeProblem } from './cumulative-likelihood.ts'

/** Every so many patterns of a problem, as a problem of its own. */
export function sampledProblem(problem: CumulativeProblem, step: number): CumulativeProblem {
  const { patterns, x, columns, z, free, start, category, weight } = problem
  const chosen = Array.from({ length: Math.ceil(patterns / step) }, (_, i) => i * step)
  const cells = chosen.flatMap((g) => Array.from({ length: start[g + 1] - start[g] }, (_, i) => start[g] + i))
  const ends = new Int32Array(chosen.length + 1)
  chosen.forEach((g, i) => (ends[i + 1] = ends[i] + start[g + 1] - start[g]))
  return {
    categories: problem.categories,
    patterns: chosen.length,
    x: rowsOf(x, columns, chosen),
    columns,
    ...(z && { z: rowsOf(z, free, chosen) }),
    free,
    start: ends,
    category: Int32Array.from(cells, (i) => category[i]),
    weight: Float64Array.from(cells, (i) => weight[i]),
  }
}

function rowsOf(matrix: Float64Array, width: number, rows: number[]): Float64Array {
  const found = new Float64Array(rows.length * width)
  rows.forEach((row, i) => found.set(matrix.subarray(row * width, (row + 1) * width), i * width))
  return found
}
