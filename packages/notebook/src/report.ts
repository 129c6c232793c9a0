import type { Block } from './own-text.ts'

/** A table as it is printed: names of columns, and of each row its name and cells. */
export type ReportTable = { caption: string; head: string[]; rows: string[][] }

/** A figure as SVG and in pixels, with what it shows in words; `width` and `height` in the figure's own units. */
export type ReportFigure = {
  svg: string
  png: Uint8Array
  width: number
  height: number
  alt: string
  heading: string
}

/** One view with all that must stand beside its numbers. */
export type ReportView = {
  title: string
  note: string
  /** A warning that the numbers are made up, or refused, or not shown: it stands first. */
  warning?: string
  figures: ReportFigure[]
  sentences: string[]
  tables: ReportTable[]
  /** Base, who was left out, edition, address, source. */
  small: string[]
}

/** A reading list as it is printed. */
export type Report = {
  language: 'da' | 'en'
  title: string
  note: string
  /** When the newest of it was kept: what the file says of itself. */
  keptAt: Date
  /** Stands below every page, before its number. */
  foot: string
  parts: ({ kind: 'text'; blocks: Block[]; html: string } | { kind: 'view'; view: ReportView })[]
  /** The p-values taken together. */
  last?: { heading: string; lines: string[]; table?: ReportTable; small: string[] }
}
