import { readCsv } from '@pejling/indicators'
import type { SentFile } from '@pejling/receive'
import { coderNames } from './match/coders.ts'
import { isPseudonym } from './pseudonymised.ts'
import { readRaw } from './read/read-interviews.ts'

/**
 * The names of those who coded, in files of coded interviews: for the ledger only, which gives them pseudonyms. A file that
 * cannot be read names nobody; why is told where it is loaded.
 */
export async function codersOf(files: SentFile[]): Promise<string[]> {
  const names = new Set<string>()
  for (const file of files) for (const name of coderNames(await readRaw(file))) names.add(name)
  return [...names]
}

/** The names of those who judged, in a `judgements.csv`; for the ledger only. */
export function judgesOf(text: string): string[] {
  const [header, ...records] = readCsv(text).records
  const column = header?.fields.findIndex((name) => name.trim() === 'coder') ?? -1
  if (column < 0) return []
  const names = new Set(records.map(({ fields }) => fields[column]?.trim() ?? ''))
  return [...names].filter((name) => name !== '' && !isPseudonym(name))
}
