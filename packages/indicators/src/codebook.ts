import type { Derivation } from './derived.ts'
import type { MissingReason } from './missing.ts'
import type { RowRule } from './row-rule.ts'
import type { Text } from './text.ts'

/** Nominal and ordinal variables have categories; interval and ratio ones are numbers; the others are text. */
export type Scale = 'nominal' | 'ordinal' | 'interval' | 'ratio' | 'identifier' | 'text'
/** The three kinds of quality that order indicators (structure, process, outcome). */
export type Quality = 'structure' | 'process' | 'outcome'
/** `identifier` never leaves; `quasi` may identify by lookup; `sensitive` is about persons; `open` may be shown to all. */
export type DisclosureClass = 'open' | 'quasi' | 'sensitive' | 'identifier'

export type Category = { id: string; label: Text }

/** How a column of a file is read. Parse locale is not display locale: nothing is guessed from the screen's language. */
export type Reading = {
  /** The column's name in the file if it is not the variable's own. */
  column?: string
  decimal?: ',' | '.'
  thousands?: '.' | ',' | ' '
  /** Cell texts that mean a missing reason: `{"-": "not_applicable", "": "not_answered"}`. */
  missing?: Record<string, MissingReason>
  /** Cell texts that mean a category: `{"Ja": "yes"}`. */
  values?: Record<string, string>
  /** The cells are days, written day, month or year first; the value is `2026-03-01`. */
  date?: 'dmy' | 'mdy' | 'ymd'
}

export type Variable = {
  id: string
  label: Text
  /** What it means or how it was asked, in our own words. */
  description?: Text
  /** The unit a value belongs to. */
  unit: string
  scale: Scale
  categories?: Category[]
  /** What a number counts: `DKK`, `children per member of staff`. */
  measure?: Text
  /** Decimals shown. */
  decimals?: number
  range?: { min?: number; max?: number }
  /** Which end is better or more, when it matters to a reader: "fewer is better". */
  direction?: Text
  quality: Quality
  disclosure: DisclosureClass
  /** Other names for the same variable in printed tables and files. */
  aliases?: string[]
  reading?: Reading
  /** A day that lies within the round's period, such as the day it was answered. */
  inPeriod?: true
  /** A value made from other variables: recoded, banded, scored, counted … */
  derived?: Derivation
  /** Why there are no rows: the variable is known from published tables only. */
  leftOut?: Text
}

/**
 * The content of `codebook.yaml`: every variable of a study, in the order a reader meets them, and what must hold between
 * the variables of a row.
 */
export type Codebook = { study: string; variables: Variable[]; rules?: RowRule[] }
