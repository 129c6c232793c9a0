import type { Text } from '@pejling/indicators'

/** What can be found, in the order in which equally good ones are shown. */
export const entryKinds = ['page', 'study', 'indicator', 'variable', 'relation', 'unit', 'term'] as const
export type EntryKind = (typeof entryKinds)[number]

/** One thing that can be found, and where it is. */
export type Entry = {
  kind: EntryKind
  label: Text
  /** Where it belongs: the study's title, or what a term means. */
  detail?: Text
  href: string
  /** Other names it is known by: an id, aliases. */
  names?: string[]
  /** What stands in it, for those who look for that: the labels of its categories. */
  holds?: Text[]
  /** The study whose rows one must be allowed to see to find it. */
  rowsOf?: string
}
