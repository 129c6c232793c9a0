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
export function numbers({ values }: Covariate): Float64Array {
  if (values instanceof Float64Array) return values
  const read = new Float64Array(values.length)
  for (let row = 0; row < read.length; row++) read[row] = values[row] ?? NaN
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
