import type { Viewer } from '@pejling/indicators'
import type { EditionDump } from '@pejling/warehouse'

/** Raised when a folder written from now on could not be read by an earlier program. */
export const archiveVersion = 1

/** `edition.json`: what the folder is, and how to make the edition again if it holds all of it. */
export type EditionArchive = {
  format: 'pejling-edition'
  version: number
  hash: string
  studies: string[]
  /** Studies whose rows were left out: then there is no `dump`. */
  withheld: string[]
  dump?: EditionDump
}

/** Who may see rows and all counts of a study gets them whole. */
export function isWhole({ sees, rows }: Viewer): boolean {
  return sees === 'all' && rows
}
