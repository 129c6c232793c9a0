/** `stops` keeps an edition from being made; `warns` wants a look; `notes` is for the record. */
export type Severity = 'stops' | 'warns' | 'notes'

/**
 * Something wrong in the data, with its place. It may hold a row number, a variable and a coded value;
 * never free text, a name or an interview passage.
 */
export type Problem = {
  file: string
  /** Line in the file, 1 = first line. */
  row?: number
  /** Character in that line, 1 = first, where a file written by hand has the mistake. */
  column?: number
  variable?: string
  /** The rule that was broken: `type`, `range`, `category`, `duplicate-key`, `reference`, `missing-column` … */
  rule: string
  severity: Severity
  /** One line after the house style: `expected 1 to 5 or -99, found 6`. */
  message: string
  /** The first lines that have it, at most twenty. */
  rows?: number[]
  /** How many rows have the same problem, if it stands for more than one. */
  count?: number
  /** The column's name in the file, where a rule speaks of one: with `rule` and `value` what a deviation is accepted by. */
  heading?: string
  /** The coded value that stands there; never a text that may hold a person. */
  value?: string
  /** The known value it is nearest to. */
  nearest?: string
  /** May somebody accept it with a note? */
  acceptable?: boolean
  /** The note it was accepted with. */
  accepted?: string
}

/** `round2.csv:214 q7: expected 1 to 5 or -99, found 6`; with a column `codebook.yaml:24:15: …` */
export function problemLine({ file, row, column, variable, message, count }: Problem): string {
  const numbers = [row, column].filter((number) => number !== undefined).map((number) => `:${number}`)
  const place = `${file}${numbers.join('')}${variable ? ` ${variable}` : ''}`
  return `${place}: ${message}${count && count > 1 ? ` (${count} rows)` : ''}`
}
