import type { Category, Relation, Study, Text, Unit, Variable } from '@pejling/indicators'
import type { Answer, SuppressedAnswer } from '@pejling/warehouse'
import type { Association, StatisticRow } from '@pejling/association'

/** One answer of a relation with its statistics: the whole, or one category of the variable that divides it. */
export type ExportedPart = {
  category?: Category
  answer: Answer | SuppressedAnswer
  /** What the numbers say; missing where some are hidden. */
  association?: Association
  /** Empty where numbers are hidden or withheld. */
  statistics: StatisticRow[]
}

/**
 * A relation as it is taken along, made from the very answer that the page and the command line show. `relation.edition`
 * is always named: a file says which edition its numbers are of.
 */
export type ExportedRelation = {
  study: Study
  relation: Relation & { edition: string }
  x: Variable
  y: Variable
  by?: Variable
  /** What is counted. */
  unit: Unit
  parts: ExportedPart[]
  /** Over rounds: where a line breaks. */
  breaks?: number[]
  /** What the units were narrowed to, in words. */
  narrowed: { variable: Text; values: Text[] }[]
  /** What must be said: several rounds together, hidden numbers, questions that cannot be compared. */
  notes: Text[]
  /** Where the same is seen: `https://pejling.example.dk/relations?study=…&edition=…`. */
  address: string
}
