import { open } from 'node:fs/promises'
import type { Dialect } from '@pejling/warehouse'

/**
 * How a delimited file seems to be written: UTF-8 if its first megabyte is, else what Danish spreadsheets write; the mark
 * that its first line holds most of, semicolon first.
 *
 * @throws `draft: no such file: …`, `draft: expected a line of column names, found nothing`
 */
export async function fileDialect(file: string): Promise<Required<Dialect>> {
  const start = await firstBytes(file)
  const encoding = isUtf8(start) ? 'utf-8' : 'windows-1252'
  const [line] = new TextDecoder(encoding).decode(start).split(/\r?\n/)
  if (!line.trim()) throw new Error('draft: expected a line of column names, found nothing')
  const marks = ([';', '\t', ','] as const).map((mark) => ({ mark, n: line.split(mark).length }))
  const [most] = marks.sort((a, b) => b.n - a.n)
  return { delimiter: most.mark, encoding }
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file).catch((cause) => {
    throw new Error(`draft: no such file: ${file}`, { cause })
  })
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(1_048_576))
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** A character cut in two at the end is no mistake of the file. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
