import type { Crosstab, Language } from '@pejling/indicators'
import type { Drawing } from './drawing.ts'

/** Where a cell of a figure leads, and what is said of it when it is pointed at or focused. */
export type CellDoor = { href?: string; words: string }

export type CrosstabOptions = {
  language: Language
  /** By row and column, as the counts. */
  doors?: CellDoor[][]
}

export type CrosstabFigure = (crosstab: Crosstab, options: CrosstabOptions) => Drawing
