import { confidenceLevel } from '../confidence-level.ts'
import { normalTwoSided } from '../distributions.ts'
import type { PValue } from '../result.ts'
import { type CrossTable, tableMargins, tableWarnings } from '../tables/cross-table.ts'
import { deltaError } from '../tables/delta-error.ts'
import { type AgreementCoefficient, agreementCoefficient } from './agreement-coefficient.ts'
import { type AgreementWeights, agreementWeights, weightsInWords } from './agreement-weights.ts'
import { categoriesOf, type Coded, isCoded, ratingPatterns } from './codings.ts'

/** Two coders: their ratings of the same units, or the table they make (rows the first coder). */
export type TwoCoders = { categories?: readonly (string | number)[] } & (
  { ratings: readonly [readonly Coded[], readonly Coded[]] } | { table: CrossTable }
)

/** Cohen's kappa; `standardErrorUnderChance` is for the test that there is no agreement beyond chance. */
export type CohenKappa = AgreementCoefficient & {
  standardErrorUnderChance: number | undefined
  z: number | undefined
  pValue: PValue | undefined
  /** Share of units in each category, for each coder: read them beside kappa, which falls when one is rare. */
  shares: { first: number[]; second: number[] } | undefined
}

/**
 * Cohen's kappa of two coders: agreement beyond what their own shares of categories would give by chance.
 * Linear and quadratic weights let near misses in ordered categories count in part.
 *
 * Undefined (0/0) if both coders use the same single category for everything; units only one of them coded
 * are left out. Empty rows and columns are allowed and count as categories. Fractional counts are weights.
 *
 * @param coders table (square, same order of categories both ways) or the two rows of ratings
 * @param options.weights 'identity' unless given
 * @param options.level confidence level, 0.95 unless given
 * @throws `codings: expected as many rows as columns, found 2 and 3`; `codings: expected 2 coders, found 3`;
 *   as `ratingPatterns` and `agreementWeights`; `invalid confidence level; not in (0, 1): 95`
 * @example cohenKappa({ table: [[20, 5], [10, 15]] }).estimate // 0.4
 * @see Cohen 1960, 1968; both errors Fleiss, Cohen and Everitt 1969, eq. 9 and 14
 */
export function cohenKappa(
  coders: TwoCoders,
  { weights = 'identity', level = 0.95 }: { weights?: AgreementWeights; level?: number } = {},
): CohenKappa {
  confidenceLevel(level)
  const { table, categories } = twoCoderTable(coders)
  const patterns = ratingPatterns({ table, categories })
  const margins = tableMargins('codings', table)
  const { counts, rowTotals, columnTotals, n } = margins
  const matrix = agreementWeights(weights, categories.length)
  const rowShares = rowTotals.map((total) => total / n)
  const columnShares = columnTotals.map((total) => total / n)
  const rowWeights = matrix.map((row) => row.reduce((sum, weight, j) => sum + weight * columnShares[j], 0))
  const columnWeights = matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * rowShares[i], 0))
  const expected = rowWeights.reduce((sum, weight, i) => sum + weight * rowShares[i], 0)
  const observed = counts.reduce(
    (sum, row, i) => row.reduce((rowSum, count, j) => rowSum + (count / n) * matrix[i][j], sum),
    0,
  )
  const room = 1 - expected
  const defined = n > 0 && room > 1e-12
  const estimate = defined ? (observed - expected) / room : undefined
  const standardError = defined
    ? deltaError(
        counts,
        (i, j) =>
          (matrix[i][j] * room - (rowWeights[i] + columnWeights[j]) * (1 - observed)) / (n * room ** 2),
      )
    : undefined
  const standardErrorUnderChance = defined
    ? deltaError(
        rowTotals.map((row) => columnTotals.map((column) => (row * column) / n)),
        (i, j) => (matrix[i][j] - rowWeights[i] - columnWeights[j]) / (n * room),
      )
    : undefined
  const z = standardErrorUnderChance ? estimate! / standardErrorUnderChance : undefined
  const result = agreementCoefficient(
    `Cohen's kappa, ${weightsInWords(weights)}`,
    patterns,
    {
      estimate,
      standardError,
      observed: n > 0 ? observed : undefined,
      expected: n > 0 ? expected : undefined,
    },
    level,
  )
  return {
    ...result,
    standardErrorUnderChance,
    z,
    pValue:
      z === undefined
        ? undefined
        : {
            p: normalTwoSided(z),
            method: 'normal approximation, error under chance agreement',
            alternative: 'two-sided',
          },
    shares: n > 0 ? { first: rowShares, second: columnShares } : undefined,
    warnings: [...result.warnings, ...tableWarnings(margins)],
  }
}

/** The table of two coders' ratings of the units both have coded. */
function twoCoderTable(coders: TwoCoders): { table: CrossTable; categories: (string | number)[] } {
  if ('table' in coders) return { table: coders.table, categories: ratingPatterns(coders).categories }
  if (coders.ratings.length !== 2)
    throw new RangeError(`codings: expected 2 coders, found ${(coders.ratings as readonly unknown[]).length}`)
  const categories = coders.categories ? [...coders.categories] : categoriesOf(coders.ratings)
  ratingPatterns({ ratings: coders.ratings, categories })
  const table = categories.map(() => categories.map(() => 0))
  const [first, second] = coders.ratings
  first.forEach((value, unit) => {
    const other = second[unit]
    if (isCoded(value) && isCoded(other)) table[categories.indexOf(value)][categories.indexOf(other)]++
  })
  return { table, categories }
}
