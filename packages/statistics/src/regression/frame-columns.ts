import type { Categorical, Covariate } from './regression-data.ts'

/** Number of entries of a column. */
export function columnLength(column: Categorical | Covariate): number {
  return 'codes' in column ? column.codes.length : column.values.length
}

/** Refuses a column that is longer or shorter than the outcome. */
export function expectLength(name: string, found: number, expected: number): void {
  if (found !== expected)
    throw new RangeError(`expected as many ${name} as outcomes, ${expected}; found ${found}`)
}

/** A covariate as numbers, NaN where one is missing. */
export function numbers(name: string, { values }: Covariate): Float64Array {
  const read = values instanceof Float64Array ? values : new Float64Array(values.length)
  for (let row = 0; row < read.length; row++) {
    if (read !== values) read[row] = values[row] ?? NaN
    if (Math.abs(read[row]) === Infinity)
      throw new RangeError(`invalid value of ${name}; not a finite number: ${read[row]}`)
  }
  return read
}

/** A categorical column as positions among its levels, -1 where one is missing. */
export function codes(name: string, column: Categorical): Int32Array {
  const { levels } = column
  const read = new Int32Array(columnLength(column))
  if ('codes' in column) {
    for (let row = 0; row < read.length; row++) {
      const code = column.codes[row]
      if (!(Number.isInteger(code) && code >= -1 && code < levels.length))
        throw new RangeError(`unknown code of ${name}; expected 0 to ${levels.length - 1}: ${code}`)
      read[row] = code
    }
    return read
  }
  const positions = new Map<string | null | undefined, number>(levels.map((level, code) => [level, code]))
  for (let row = 0; row < read.length; row++) {
    const value = column.values[row]
    const code = positions.get(value)
    if (code === undefined && (value ?? null) !== null)
      throw new RangeError(`unknown level of ${name}: ${value}`)
    read[row] = code ?? -1
  }
  return read
}

/** The rows that have a weight and miss nothing, and how many are left out because they miss something. */
export function completeRows(
  rows: number,
  weights: ArrayLike<number> | undefined,
  columns: readonly (Int32Array | Float64Array)[],
  clusters: ArrayLike<unknown> | undefined,
): { used: Int32Array; dropped: number } {
  const missing = new Uint8Array(rows)
  for (const values of columns)
    if (values instanceof Int32Array) {
      for (let row = 0; row < rows; row++) if (values[row] < 0) missing[row] = 1
    } else for (let row = 0; row < rows; row++) if (values[row] !== values[row]) missing[row] = 1
  if (clusters) for (let row = 0; row < rows; row++) if ((clusters[row] ?? null) === null) missing[row] = 1

  const used = new Int32Array(rows)
  let count = 0
  let dropped = 0
  for (let row = 0; row < rows; row++) {
    const weight = weights ? weights[row] : 1
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`invalid weight; not a number of at least 0: ${weight}`)
    if (weight === 0) continue
    if (missing[row]) dropped++
    else used[count++] = row
  }
  return { used: used.subarray(0, count), dropped }
}
