/** How wide the parts of a Stata file are, by the release of its format. */
export type DtaLayout = {
  /** Bytes of a variable's name, format, name of its labels, and its own label. */
  name: number
  format: number
  labelName: number
  label: number
  utf8: boolean
}

/** Releases 113 to 115 (Stata 8 to 12), 117 (13), 118 and 119 (14 and later), as "Description of the .dta file format" has them. */
export const layouts: Record<number, DtaLayout> = {
  113: { name: 33, format: 12, labelName: 33, label: 81, utf8: false },
  114: { name: 33, format: 49, labelName: 33, label: 81, utf8: false },
  115: { name: 33, format: 49, labelName: 33, label: 81, utf8: false },
  117: { name: 33, format: 49, labelName: 33, label: 81, utf8: false },
  118: { name: 129, format: 57, labelName: 129, label: 321, utf8: true },
  119: { name: 129, format: 57, labelName: 129, label: 321, utf8: true },
}

/** What a cell is: a text of so many bytes, a reference to a long text, or a number. */
export type DtaType = number | 'long-text' | 'double' | 'float' | 'long' | 'int' | 'byte'

const numbers = ['double', 'float', 'long', 'int', 'byte'] as const
const widths = { 'long-text': 8, double: 8, float: 4, long: 4, int: 2, byte: 1 }

export function widthOf(type: DtaType): number {
  return typeof type === 'number' ? type : widths[type]
}

/** The type a code stands for, in old files 251 to 255, in new ones 65526 to 65530 and 32768; undefined if in neither. */
export function typeOfCode(code: number, release: number): DtaType | undefined {
  if (release < 117) {
    if (code >= 251 && code <= 255) return numbers[255 - code]
    return code >= 1 && code <= 244 ? code : undefined
  }
  if (code === 32_768) return 'long-text'
  if (code >= 65_526 && code <= 65_530) return numbers[code - 65_526]
  return code >= 1 && code <= 2045 ? code : undefined
}
