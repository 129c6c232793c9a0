import type { Category, Reading } from './codebook.ts'
import type { Text } from './text.ts'

/** How answers to a question in one version of an instrument compare with those in the version before that asked it. */
export type Comparability = 'same' | 'recoded' | 'not_comparable'

/** A questionnaire with its versions, oldest first: the content of `instruments/<id>.yaml`. */
export type Instrument = {
  id: string
  title: Text
  note?: Text
  versions: { id: string; label: Text; note?: Text }[]
  questions: Question[]
}

/**
 * A question keeps its identity across versions: it is a variable of the codebook. A version it does not name does not
 * ask it, and from that follows `not_asked` for every row of a round with that version.
 */
export type Question = { variable: string; versions: Record<string, AskedQuestion> }

/** A question as one version asks it. What is left out is as in the codebook. */
export type AskedQuestion = {
  wording?: Text
  /** The column's name in the files of rounds with this version. */
  column?: string
  /** The categories offered by this version, where they are not the codebook's. */
  categories?: Category[]
  /** What this version's answers mean in the codebook: category to category, or a number as written to a number. */
  mapping?: Record<string, string | number>
  /** How this version's cells are read, where it differs from the codebook. */
  reading?: Omit<Reading, 'column'>
  /** With the version before that asked it; missing only in the first that did. */
  comparability?: Comparability
  /** Why it is mapped or not comparable. */
  reason?: Text
}
