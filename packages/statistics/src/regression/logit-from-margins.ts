import type { Warning } from '../result.ts'
import { biasReducedLogit, type BiasReducedLogit, type BiasReducedOptions } from './bias-reduced-logit.ts'
import type { ModelFrame } from './model-frame.ts'
import { type Columns, nonnegativeLeastSquares } from './nonnegative-least-squares.ts'
import { orderedLogit, type OrderedLogit } from './ordered-logit.ts'

/** Published tables from which a main-effects logit of a binary outcome can be fitted without the rows. */
export type LogitMargins = {
  /** Each factor with its table by the outcome: per level, how many in the lower and in the higher category. */
  factors: { name: string; levels: readonly string[]; outcome: readonly (readonly number[])[] }[]
  /** How many units have each combination of levels; the last factor runs fastest. */
  patterns: readonly number[]
  /** Labels of the outcome, lower first; `lower`, `higher` if not given. */
  categories?: readonly [string, string]
}

/** The model of the rows that were never published: the same for every coding consistent with the tables. */
export type LogitFromMargins = {
  method: string
  n: number
  likelihood: OrderedLogit
  biasReduced: BiasReducedLogit
  warnings: Warning[]
}

/**
 * Fits a main-effects binary logit from margins alone. Its likelihood depends on the rows only through how many units
 * there are of each combination of factor levels, and through the two-way table of each factor by the outcome (the
 * sufficient statistics). Any joint table with these margins, fractions included, gives the same estimates, errors,
 * likelihood-ratio tests and bias-reduced estimates; one is found by non-negative least squares and used.
 *
 * This holds for main effects of a binary logit only: an interaction needs the three-way table, and a cumulative logit
 * with three categories or more has no sufficient statistics smaller than the rows.
 * Levels without units are left out by name; with n = 0 or one observed outcome the model is undefined.
 *
 * @throws `logit from margins: expected … patterns, found …`, `logit from margins: expected counts of at least 0, found …`,
 * `logit from margins: no joint table has the margins of …`
 * @example
 * logitFromMargins({
 *   factors: [
 *     { name: 'a', levels: ['x', 'y'], outcome: [[3, 1], [2, 4]] },
 *     { name: 'b', levels: ['u', 'v'], outcome: [[2, 3], [3, 2]] },
 *   ],
 *   patterns: [2, 2, 3, 3],
 * }).likelihood.coefficients[0].name // a=y
 *
 * Source: Bishop, Fienberg & Holland 1975, Discrete Multivariate Analysis, section 3.3 (sufficient configurations).
 */
export function logitFromMargins(margins: LogitMargins, options: BiasReducedOptions = {}): LogitFromMargins {
  const frame = consistentFrame(margins)
  const likelihood = orderedLogit(frame, { level: options.level })
  return {
    method: 'main-effects binary logit from the margins alone',
    n: frame.n,
    likelihood,
    biasReduced: biasReducedLogit(frame, options),
    warnings: likelihood.warnings,
  }
}

function consistentFrame({ factors, patterns, categories = ['lower', 'higher'] }: LogitMargins): ModelFrame {
  const expected = factors.reduce((product, { levels }) => product * levels.length, 1)
  if (patterns.length !== expected)
    throw new RangeError(`logit from margins: expected ${expected} patterns, found ${patterns.length}`)
  const negative = [...patterns, ...factors.flatMap(({ outcome }) => outcome.flat())].find(
    (count) => !(count >= 0),
  )
  if (negative !== undefined)
    throw new RangeError(`logit from margins: expected counts of at least 0, found ${negative}`)
  const occupied = [...patterns.keys()].filter((g) => patterns[g] > 0)
  const terms = factors.map(({ name, levels }, f) => {
    const faster = factors.slice(f + 1).reduce((product, after) => product * after.levels.length, 1)
    return { name, levels, codes: Int32Array.from(occupied, (g) => Math.floor(g / faster) % levels.length) }
  })
  const higher = higherCounts(
    factors,
    terms,
    occupied.map((g) => patterns[g]),
  )

  const start = [0]
  const category: number[] = []
  const weight: number[] = []
  occupied.forEach((g, i) => {
    // What least squares leaves of an empty cell is rounding, and would hide separation.
    const tiny = 1e-9 * patterns[g]
    const up = higher[i] < tiny ? 0 : higher[i] > patterns[g] - tiny ? patterns[g] : higher[i]
    for (const [j, count] of [patterns[g] - up, up].entries())
      if (count > 0) {
        category.push(j)
        weight.push(count)
      }
    start.push(category.length)
  })
  return {
    ...{ categories, terms, patterns: occupied.length, dropped: 0 },
    ...{
      start: Int32Array.from(start),
      category: Int32Array.from(category),
      weight: Float64Array.from(weight),
    },
    n: patterns.reduce((sum, count) => sum + count, 0),
  }
}

/** Numbers in the higher category, pattern by pattern, that add up to every table by the outcome. */
function higherCounts(
  factors: LogitMargins['factors'],
  terms: { levels: readonly string[]; codes: Int32Array }[],
  totals: number[],
): number[] {
  // Rows of the system: the higher and the lower count of each level, then nothing more; unknowns: both counts of each pattern.
  const rows: { target: number; has: (unknown: number) => boolean }[] = []
  terms.forEach(({ levels, codes }, f) =>
    levels.forEach((_, level) => {
      for (const side of [0, 1])
        rows.push({
          target: factors[f].outcome[level][side],
          has: (unknown) => (unknown & 1) === side && codes[unknown >> 1] === level,
        })
    }),
  )
  totals.forEach((target, g) => rows.push({ target, has: (unknown) => unknown >> 1 === g }))
  const dense = Array.from({ length: totals.length * 2 }, (_, unknown) =>
    Float64Array.from(rows, ({ has }) => (has(unknown) ? 1 : 0)),
  )
  const columns: Columns = {
    size: rows.length,
    count: dense.length,
    column: (index) => dense[index],
    products: (vector, products) =>
      dense.forEach(
        (column, i) => (products[i] = column.reduce((sum, value, r) => sum + value * vector[r], 0)),
      ),
  }
  const target = Float64Array.from(rows, (row) => row.target)
  const { used, residual } = nonnegativeLeastSquares(columns, target)
  if (Math.hypot(...residual) > 1e-8 * Math.hypot(...target))
    throw new RangeError(
      `logit from margins: no joint table has the margins of ${factors.map(({ name }) => name).join(', ')}`,
    )
  return totals.map((_, g) => used.get(2 * g + 1) ?? 0)
}
