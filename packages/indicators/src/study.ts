import type { Disclosure } from './disclosure.ts'
import type { Instrument } from './instrument.ts'
import type { TextRule } from './interviews/interview-project.ts'
import type { Round } from './round.ts'
import type { Language, Text } from './text.ts'

/** What a row can be about, and which unit it is nested in. */
export type Unit = {
  id: string
  label: Text
  plural: Text
  /** The variable whose value names the unit: `institution_id`. */
  key: string
  /** The unit this one is nested in; the key variable of that unit is a variable of this one. */
  within?: string
  /** The file with one row per unit, relative to the study's folder; without it the unit's rows were never published. */
  file?: string
  /** Its rows come in rounds: one file in each round's folder, `rounds/<round>/<unit>.csv`, and no `file`. */
  rounds?: true
  /** How the file is written; comma and UTF-8 unless said otherwise. */
  format?: { delimiter?: ',' | ';' | '\t'; encoding?: 'utf-8' | 'windows-1252' }
}

/** Who was given which value of a variable: a test may shuffle it at that level only. */
export type Assignment = { variable: string; level: string; within?: string[]; note?: Text }

/** A piece of research with a design: the content of `study.yaml`, with the folder's name as `id`. */
export type Study = {
  id: string
  title: Text
  summary: Text
  /** True if the rows are made up: then it is said in the title and wherever a number of it is shown. */
  synthetic: boolean
  source: { citation: string; year: number; url?: string; pages?: string; note?: Text }
  licence: Text
  period?: string
  units: Unit[]
  design: {
    note: Text
    assigned: Assignment[]
    /** The level below which the study itself reports a finding, such as 0.10. */
    reportingLevel: number
    /** The levels the study reports p-values at; a p is printed as the smallest of them that holds. */
    levels?: number[]
    /** How many of each unit the study has: `{institution: 24, municipality: 6}`. */
    sizes: Record<string, number>
  }
  /** What may not be concluded, in the study's own design. */
  limits: Text[]
  /** A relation worth opening first: the study's central question. */
  firstRelation?: { x: string; y: string }
  /** Who may see what; the careful defaults if left out. */
  disclosure?: Disclosure
  /** How its coded interviews are held, texts for `roles` if left out, and in which language they are; Danish if left out. */
  interviews?: { texts: TextRule; language?: Language }
  /** What `instruments/` and `rounds/` say, rounds in period order; missing if there are none. */
  instruments?: Instrument[]
  rounds?: Round[]
}
