import type { Text } from '@pejling/indicators'
import known from './terms.json' with { type: 'json' }

/** The name of a term in addresses: `/glossary#gamma`. */
export type TermId = keyof typeof known

/** A word with one meaning, in the code, on the screen and in the command line. */
export type Term = {
  id: TermId
  group: TermGroup
  term: Text
  /** What it means here; also the help beside it. */
  meaning: Text
  /** A page where it is met. */
  at?: string
  /** Words that are not used for it on screen. */
  not?: Record<keyof Text, string[]>
}

export const termGroups = ['data', 'seeing', 'strength', 'design', 'audit', 'editions', 'people'] as const
export type TermGroup = (typeof termGroups)[number]

/** Every term, in the order of the page. `docs/glossary.md` is written from it by `node scripts/glossary.ts`. */
export const glossary: readonly Term[] = Object.entries(known).map(([id, term]) => ({
  ...(term as Omit<Term, 'id'>),
  id: id as TermId,
}))

/** A term by its name. */
export function termOf(id: TermId): Term {
  return { ...(known[id] as Omit<Term, 'id'>), id }
}
