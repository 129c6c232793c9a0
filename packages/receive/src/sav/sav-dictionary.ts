import type { NumberReader } from '../numbers.ts'

/** A variable record as it stands in the file; a long string takes several, a very long one several of these. */
export type RawVariable = {
  /** In bytes; 0 = a number, -1 = more of the string before it. */
  width: number
  shortName: Buffer
  label?: Buffer
  /** Values or the ends of a range declared missing, as eight bytes each. */
  missing: Buffer[]
  isRange: boolean
  /** What SPSS shows it as: 5 = a number, 20 = a date … */
  format: number
}

/** What stands before the cases of an SPSS file, as bytes: nothing is decoded before the whole of it says in what encoding. */
export type RawDictionary = {
  numbers: NumberReader
  compression: 0 | 1 | 2
  bias: number
  /** -1 if the file does not say. */
  cases: number
  variables: RawVariable[]
  /** Labels of values, and the places (1 = first) of the variable records they belong to. */
  labelSets: { labels: { value: Buffer; label: Buffer }[]; places: number[] }[]
  /** Extension records by their number, the last of each. */
  extensions: Map<number, { size: number; bytes: Buffer }>
}
