/**
 * A coded set of interviews, whichever program it was coded in. Nothing in it is known by the exporter's own numbers,
 * which are new at every export: a code is its path, a source its name and text, an excerpt its place in a source, a coder
 * a pseudonym.
 */
export type InterviewProject = {
  name?: string
  /** The program that wrote it, as it calls itself. */
  origin?: string
  description?: string
  /** Pseudonyms, in the order of the file. */
  coders: string[]
  /** In the order of the tree: a code stands before those under it. */
  codes: ProjectCode[]
  classifications: Classification[]
  sources: InterviewSource[]
  /** By source, then by place. */
  excerpts: Excerpt[]
  codings: Coding[]
  cases: InterviewCase[]
  sets: InterviewSet[]
  memos: Memo[]
}

/**
 * What becomes of the texts: `kept` for all who may see excerpts, `roles` for some of them, `left` at home, so that
 * only places and hashes are held.
 */
export type TextRule = 'kept' | 'roles' | 'left'

/** A node of the tree that was coded with. */
export type ProjectCode = {
  /** Names from the root, joined as `codePath` does: the only thing it is known by. */
  path: string
  name: string
  /** A node that only holds others is not given to excerpts. */
  codable: boolean
  /** `#rrggbb` in lower case. */
  color?: string
  description?: string
}

/** Something fixed about an interview or a case, such as its municipality. */
export type Classification = {
  name: string
  type: 'Text' | 'Boolean' | 'Integer' | 'Float' | 'Date' | 'DateTime'
  description?: string
}

/** Values by the name of their classification; as text, empty where one was listed without a value. */
export type ClassificationValues = Record<string, string>

/** What was coded. `representation`, `transcript` and `picture-text` are texts of another source, `of`. */
export type SourceKind =
  'text' | 'pdf' | 'picture' | 'audio' | 'video' | 'representation' | 'transcript' | 'picture-text'

export type InterviewSource = {
  /** The same for the same name and text in every export. */
  id: string
  name: string
  kind: SourceKind
  of?: string
  /** SHA-256 of the text with `\n` between lines and no byte order mark; missing if there is no text. */
  textHash?: string
  /** In code points. */
  length?: number
  text?: string
  /** May what stands at a place be trusted? False if no way of counting made places begin and end on words. */
  certain: boolean
  description?: string
  creator?: string
  /** ISO 8601, as in the file. */
  created?: string
  values: ClassificationValues
  /** Where in the recording (milliseconds) a place of a transcript (code points) is. */
  syncPoints?: { position?: number; time?: number }[]
}

/**
 * Where an excerpt is: code points of the source's text (the end is the first one that is not in it), pixels or points
 * of a picture or page, milliseconds of a recording, or all of it.
 */
export type ExcerptPlace =
  | { kind: 'text'; start: number; end: number }
  | { kind: 'region'; page?: number; firstX: number; firstY: number; secondX: number; secondY: number }
  | { kind: 'time'; begin: number; end: number }
  | { kind: 'whole' }

/** A place in a source that somebody marked; two who marked the same place marked the same excerpt. */
export type Excerpt = { id: string; source: string; place: ExcerptPlace }

/** A code given to an excerpt by a coder; without one the file does not say who. */
export type Coding = { excerpt: string; code: string; coder?: string; created?: string }

/** Somebody or something the interviews are about: an institution, a person. */
export type InterviewCase = {
  name?: string
  description?: string
  values: ClassificationValues
  sources: string[]
  excerpts: string[]
  codes: string[]
}

/** What somebody put together under a name: a group of sources (documents), or of codes. Most programs tie sources to units so. */
export type InterviewSet = { name: string; description?: string; sources: string[]; codes: string[] }

/**
 * A note of a coder. A `comment` is written at the excerpt itself, a `memo` beside what it is about; a `condensation` is what
 * the interviews about a case, or one of them, come to about a code, and the excerpts it rests on.
 */
export type Memo = {
  kind: 'memo' | 'comment' | 'condensation'
  title?: string
  text: string
  author?: string
  created?: string
  about: MemoTarget[]
}

export type MemoTarget =
  | { kind: 'project' }
  | { kind: 'code'; code: string }
  | { kind: 'source'; source: string }
  | { kind: 'excerpt'; excerpt: string }
  | { kind: 'coding'; excerpt: string; code: string; coder?: string }
  | { kind: 'case'; case: number }
