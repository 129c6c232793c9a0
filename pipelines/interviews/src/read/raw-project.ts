import type { Classification, SourceKind } from '@pejling/indicators'

/**
 * A project as its file has it, before anything is matched: references are the file's own numbers (in lower case,
 * without braces), places are as the exporter counted them.
 */
export type RawProject = {
  name?: string
  origin?: string
  description?: string
  users: { guid: string; name: string }[]
  codes: RawCode[]
  variables: (Classification & { guid: string })[]
  cases: RawCase[]
  sets: RawSet[]
  texts: RawSource[]
  notes: RawNote[]
  links: { from: string; to: string }[]
  /** Notes about the project as a whole. */
  projectNotes: string[]
}

export function emptyProject(): RawProject {
  return {
    users: [],
    codes: [],
    variables: [],
    cases: [],
    sets: [],
    texts: [],
    notes: [],
    links: [],
    projectNotes: [],
  }
}

export type RawCode = {
  guid: string
  names: string[]
  codable: boolean
  color?: string
  description?: string
  notes: string[]
}

export type RawValue = { variable: string; value: string; type?: Classification['type'] }

export type RawCase = {
  guid: string
  name?: string
  description?: string
  codes: string[]
  values: RawValue[]
  sources: string[]
  selections: string[]
}

/** A set holds codes, sources and notes by their numbers; notes are left out. */
export type RawSet = { name: string; description?: string; codes: string[]; sources: string[] }

/** Who made something and when, as far as the file says. */
export type Made = { creator?: string; created?: string }

export type RawNote = Made & {
  guid: string
  name?: string
  path?: string
  inline?: string
  description?: string
}

export type RawSource = RawNote & {
  kind: SourceKind
  /** The number in `texts` of the source it is a text of. */
  of?: number
  name: string
  selections: RawSelection[]
  codings: RawCoding[]
  notes: string[]
  values: RawValue[]
  syncPoints: { guid: string; position?: number; time?: number }[]
}

export type RawPlace =
  | { kind: 'text'; start: number; end: number }
  | { kind: 'region'; page?: number; firstX: number; firstY: number; secondX: number; secondY: number }
  | { kind: 'time'; begin: number; end: number }
  | { kind: 'sync'; from: string; to: string }
  | { kind: 'whole' }

export type RawSelection = Made & {
  guid: string
  name: string
  place: RawPlace
  description?: string
  codings: RawCoding[]
  notes: string[]
}

export type RawCoding = Made & { guid: string; code: string; notes: string[] }
