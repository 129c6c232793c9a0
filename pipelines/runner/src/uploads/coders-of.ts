import { readFile } from 'node:fs/promises'
import { judgementFile } from '@pejling/indicators'
import { type Ledger, pseudonymsFor } from '@pejling/ledger'
import type { KindName } from '../graph/kinds.ts'
import type { WorkGiven } from '../graph/step.ts'
import type { Home } from '../home.ts'
import { textOf } from '../study-text.ts'

/**
 * What those who coded or judged are called, by their names in a step's files: named by the ledger, and handed to whoever
 * reads the files by word of mouth. Nothing for any other step.
 */
export async function codersOf(
  { home, ledger }: { home: Home; ledger: Ledger },
  kind: KindName,
  { study, files }: WorkGiven,
): Promise<Record<string, string> | undefined> {
  if (kind !== 'interviews' && kind !== 'quantify') return undefined
  const names = kind === 'interviews' ? await namesIn(home, files) : await judges(files)
  return Object.fromEntries(await pseudonymsFor(ledger, study, 'coder', names))
}

async function namesIn(home: Home, files: Record<string, string>): Promise<string[]> {
  const { askUploadProcess } = await import('./upload-process.ts')
  return askUploadProcess(home, {
    what: 'coders',
    files: Object.entries(files).map(([name, path]) => ({ name, path })),
  })
}

async function judges(files: Record<string, string>): Promise<string[]> {
  const file = files[judgementFile]
  if (file === undefined) return []
  const { judgesOf } = await import('@pejling/pipeline-interviews')
  return judgesOf(textOf(await readFile(file)))
}
