import { basename } from 'node:path/posix'
import type { Archive } from './archive.ts'
import { countedText, type CountedText } from './counted-text.ts'
import { decodeText, Unreadable } from '@pejling/receive'
import type { ArchiveLimits } from './limits.ts'
import type { RawNote, RawProject } from './raw-project.ts'
import type { ReceiptBook } from './receipt-book.ts'

/** The texts of all sources and notes, from the XML or from the files beside it; undefined where there is none. */
export async function readTexts(
  raw: RawProject,
  archive: Archive | undefined,
  limits: ArchiveLimits,
  book: ReceiptBook,
): Promise<{ texts: (CountedText | undefined)[]; notes: (string | undefined)[] }> {
  const find = archive ? finder(archive, book) : () => undefined
  const read = async (note: RawNote): Promise<CountedText | undefined> => {
    if (note.inline !== undefined) {
      if (note.inline.length > limits.textBytes)
        throw new Unreadable(
          'text',
          `expected texts of at most ${limits.textBytes} bytes, found a longer one`,
        )
      return countedText(note.inline, false)
    }
    if (note.path === undefined) return undefined
    const name = find(note.path)
    const chunks: Buffer[] = []
    if (name !== undefined)
      for await (const chunk of archive!.read(name, limits.textBytes)) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    if (name === undefined || bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) {
      book.deviates(
        'source-missing',
        'expected every text in the archive, found none; places kept as they are',
      )
      return undefined
    }
    const { text, byteOrderMark, encoding } = decodeText(bytes)
    if (byteOrderMark)
      book.deviates('byte-order-mark', 'expected texts without a byte order mark, found one; left out')
    if (encoding !== 'utf-8') book.deviates('encoding', `expected texts in utf-8, found ${encoding}`)
    return countedText(text, byteOrderMark)
  }
  const texts: (CountedText | undefined)[] = []
  for (const source of raw.texts) texts.push(await read(source))
  const notes: (string | undefined)[] = []
  for (const note of raw.notes) notes.push((await read(note))?.text)
  return { texts, notes }
}

/** Finds a file by the path a project has for it: in `sources/`, whatever the case; a bare name is one of those too. */
function finder(archive: Archive, book: ReceiptBook): (path: string) => string | undefined {
  const byPath = new Map(archive.names.map((name) => [name.toLowerCase(), name]))
  const byName = new Map(archive.names.map((name) => [basename(name).toLowerCase(), name]))
  return (path) => {
    const [, scheme, rest] = /^(?:(internal|relative|absolute):\/*)?(.*)$/is.exec(path)!
    if (scheme && scheme.toLowerCase() !== 'internal') return undefined
    if (!scheme)
      book.deviates('bare-path', 'expected internal:// before a path, found none; looked for in sources/')
    const wanted = [rest, decodedPath(rest)].map((one) => one.replaceAll('\\', '/').toLowerCase())
    for (const one of wanted) {
      const found = byPath.get(`sources/${one}`) ?? byPath.get(one) ?? byName.get(basename(one))
      if (found) return found
    }
    return undefined
  }
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
