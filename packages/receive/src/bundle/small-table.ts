import { readFile, stat } from 'node:fs/promises'
import type { UploadEncoding } from '@pejling/indicators'
import { limits } from '../limits.ts'
import type { SentFile } from '../opened.ts'
import { decoderOf } from '../text/encodings.ts'
import { guessDelimiter } from '../text/guess-delimiter.ts'
import { guessEncoding } from '../text/guess-encoding.ts'
import { recordReader, type TextRecord } from '../text/records.ts'
import { scanText } from '../text/scan-text.ts'
import { Unreadable } from '../unreadable.ts'

/**
 * All rows of a small delimited file that says something of another: labels, a dictionary. Its rows need not be equally long.
 *
 * @throws Unreadable
 */
export async function smallTable({ name, path }: SentFile): Promise<TextRecord[]> {
  const { size } = await stat(path)
  if (size > limits.partBytes)
    throw new Unreadable('size', `expected ${name} of at most 64 MB, found a larger one`)
  if (size === 0) return []
  const encoding = guessEncoding(await scanText(path)).value as UploadEncoding
  const text = lettersOf(await readFile(path), encoding, name)
  const reader = recordReader({
    delimiter: String(guessDelimiter(text.slice(0, 200_000), {}).value),
    quote: '"',
  })
  return [...reader.feed(text), ...reader.end()]
}

function lettersOf(bytes: Buffer, encoding: UploadEncoding, name: string): string {
  const read = decoderOf(encoding)
  try {
    return (read.decode(bytes) + read.decode()).normalize('NFC')
  } catch {
    throw new Unreadable(
      'encoding',
      `expected ${name} in ${encoding}, found bytes that are none of its letters`,
    )
  }
}
