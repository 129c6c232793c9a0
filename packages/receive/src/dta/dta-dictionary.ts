import type { NumberReader } from '../numbers.ts'
import type { DtaType } from './dta-layout.ts'

/** What a Stata file says before and after its rows, decoded. */
export type DtaDictionary = {
  release: number
  numbers: NumberReader
  rows: number
  variables: { name: string; label: string; format: string; labelName: string; type: DtaType }[]
  /** Where the rows begin, and the long texts, if it has any. */
  data: number
  longTexts?: number
  /** Labels of values by the name of the set. */
  labels: Map<string, { value: number; label: string }[]>
}

/** Bytes up to the first zero. */
export type ToText = (bytes: Uint8Array) => string
