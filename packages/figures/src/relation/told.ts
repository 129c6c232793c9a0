import type { Association } from '@pejling/association'
import type { Study, Unit, Variable } from '@pejling/indicators'
import type { Answer } from '@pejling/warehouse'
import type { RoundBreaks } from './round-drawing.ts'

/** An answer of which nothing is hidden, with what its numbers say. */
export type Told = {
  answer: Answer
  association: Association
  /** By row and column of a cross table: where what a cell was counted from is shown. */
  links?: { href: string }[][]
  /** The same for one who sees all of a table: which of its counts others do not see. */
  others?: { table?: { counts: boolean[][] } }
}

/** What was asked, and of what. */
export type Asked = { study: Study; x: Variable; y: Variable; unit: Unit; breaks?: RoundBreaks }
