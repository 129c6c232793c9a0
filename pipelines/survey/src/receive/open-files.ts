import type { Choices } from '@pejling/indicators'
import { fileKind } from './format-of.ts'
import type { Opened, SentFile } from './opened.ts'
import { openDta } from './dta/open-dta.ts'
import { openSav } from './sav/open-sav.ts'
import { openText } from './text/open-text.ts'
import { Unreadable } from './unreadable.ts'

/**
 * Tells what was sent and opens it with its reader: one file, or a bundle of files that belong together. `folder` is for what
 * is unpacked, and outlives what is opened.
 *
 * @throws Unreadable
 */
export async function openFiles(files: SentFile[], choices: Choices, _folder: string): Promise<Opened> {
  const [file] = files
  if (!file) throw new Unreadable('empty', 'expected a file, found none')
  const kind = await fileKind(file.path)
  if (kind === 'text') return openText(file, choices)
  if (kind === 'sav' || kind === 'zsav') return openSav(file, kind, choices)
  if (kind === 'dta') return openDta(file, choices)
  throw new Unreadable('format', `expected delimited text, found ${kind}`)
}
