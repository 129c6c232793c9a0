/** What a file of coded interviews would bring to its study: counts and values, and nothing of what was said. */
export type InterviewPreview = {
  /** Of the study as a whole with the file in its place. */
  counts: { sources: number; codes: number; codings: number; coders: number; cases: number }
  /** Sources whose places are not to be trusted, and those that are about no known unit. */
  uncertain: number
  withoutUnit: number
  /** The units there are interviews about, and how many excerpts each code was given to in them: the most used codes first. */
  units: string[]
  codes: { code: string; excerpts: number[] }[]
  /** How many codes there are beside those. */
  moreCodes: number
  /** Every value the rules would give, and those that would become another. */
  values: number
  changed: { unit: string; variable: string; before?: string; after?: string }[]
}
