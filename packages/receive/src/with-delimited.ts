import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Delimited, type Dialect, notUtf8 } from '@pejling/warehouse'
import type { SentFile } from './opened.ts'
import { firstRecords } from './text/guess-delimiter.ts'
import { textHead } from './text/open-text.ts'
import { scanText } from './text/scan-text.ts'
import { stageText } from './text/stage-text.ts'
import { Unreadable } from './unreadable.ts'

/**
 * Lends a delimited file as SQL whose dialect is known: nothing about it is guessed, so that the same file is always read the
 * same. Its header is its first row that is not empty.
 *
 * @throws Unreadable: `empty file`, `duplicate column: a`, `not utf-8; …`, rows that cannot be read; for what goes wrong later
 *   see `delimitedProblem`
 */
export async function withDelimited<T>(
  { name, path }: SentFile,
  { delimiter = ',', encoding = 'utf-8' }: Dialect,
  work: (delimited: Delimited) => Promise<T>,
): Promise<T> {
  const scan = await scanText(path)
  if (encoding === 'utf-8' && !scan.utf8) throw new Unreadable('unreadable', notUtf8)
  const [header] = firstRecords(await textHead(path, encoding, scan.bytes), delimiter, '"', 1)
  if (!header?.cells.some((cell) => cell.trim())) throw new Unreadable('unreadable', 'empty file')
  const names = header.cells.map((cell) => cell.trim())
  const twice = names.find((one, at) => names.indexOf(one) < at)
  if (twice !== undefined)
    throw new Unreadable('unreadable', `duplicate column: ${twice}`, { row: header.line })
  const folder = await mkdtemp(join(tmpdir(), 'pejling-delimited-'))
  try {
    const columns = names.map((one) => ({ name: one }))
    const { delimited } = await stageText(folder, {
      ...{ file: name, path, scan, encoding, delimiter, quote: '"', above: header.line, columns },
      width: columns.length,
    })
    return await work(delimited)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
