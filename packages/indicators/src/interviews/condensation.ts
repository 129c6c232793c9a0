import type { Memo, MemoTarget } from './interview-project.ts'

/**
 * A row of a table of condensations: what the interviews about a unit (or one of them, `source`) come to about a code. The
 * code is said by the names of its path, or by its own name alone; `excerpts` as they are written in the cell.
 */
export type CondensationRow = {
  row: number
  unit?: string
  source?: string
  code: string
  names: string[]
  author?: string
  created?: string
  /** Empty where one that was written before is taken away. */
  text: string
  excerpts: string[]
}

/**
 * A condensation as it was last written in the house, which lies over what the study's files say. `subject` is what the case
 * is called there if that is not the unit's key, `source` the interview it is about alone; an empty text takes it away.
 */
export type WrittenCondensation = {
  unit: string
  code: string
  /** The pseudonym it stands under; empty where nobody is said. */
  author: string
  subject?: string
  source?: string
  text: string
  excerpts: string[]
  /** Who wrote this version, by pseudonym, and when (ISO 8601). */
  by: string
  at: string
}

/** The columns of `settled/condensations.csv`, where what is written in the house lies over the study. */
export const condensationColumns = [
  'unit',
  'source',
  'code',
  'author',
  'created',
  'text',
  'excerpts',
] as const

/**
 * What kind of note it is by what it is about: one code and one case or source, and beside them excerpts only, is a
 * condensation, which no program's own format has a name for.
 */
export function noteKind(about: readonly MemoTarget[]): Exclude<Memo['kind'], 'comment'> {
  const count = (...kinds: MemoTarget['kind'][]) => about.filter(({ kind }) => kinds.includes(kind)).length
  const isCondensation =
    count('code') === 1 && count('case', 'source') === 1 && count('project', 'coding') === 0
  return isCondensation ? 'condensation' : 'memo'
}
