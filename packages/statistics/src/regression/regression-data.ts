/**
 * A categorical column: labels in `values`, or positions in `levels` counted from 0 in `codes`.
 * Missing is `null` or `undefined` among values, and -1 among codes.
 */
export type Categorical =
  | { levels: readonly string[]; values: ArrayLike<string | null | undefined> }
  | { levels: readonly string[]; codes: ArrayLike<number> }

/** An explanatory categorical column; the first level that occurs is the reference. */
export type Factor = { type: 'factor' } & Categorical

/** An explanatory column of numbers; missing is `null`, `undefined` or NaN. */
export type Covariate = { type: 'numeric'; values: ArrayLike<number | null | undefined> }

/**
 * What a regression reads: one entry per row, or per distinct row with its count in `weights`.
 * Rows with a missing value anywhere are left out and counted; rows of weight zero are left out.
 */
export type RegressionData = {
  /** The outcome, its levels in ascending order. */
  y: Categorical
  /** Main effects by name, in the order in which they are reported. */
  x: Readonly<Record<string, Factor | Covariate>>
  /** How often each row was seen; fractions are allowed, negative numbers are not. Default 1. */
  weights?: ArrayLike<number>
  /** The cluster each row belongs to (an institution, a municipality), for cluster-robust standard errors. */
  clusters?: ArrayLike<string | number | null | undefined>
}
