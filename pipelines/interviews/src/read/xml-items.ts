import { SaxesParser, type SaxesTagNS } from 'saxes'
import { markOf } from './decode-text.ts'
import type { ArchiveLimits } from './limits.ts'
import { Unreadable } from './unreadable.ts'

/** An element with all that is in it. */
export type XmlElement = {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

/** What is to be done with an element that opens: read on inside, hold it whole and hand it over, or leave it out. */
export type Step = 'into' | 'hold' | 'drop'

export type Handling = {
  /** `path` are the names from the root, the element's own last. */
  step: (path: string[], attributes: Record<string, string>, namespace: string) => Step
  /** A held element that is whole. */
  hold: (element: XmlElement, path: string[]) => void
}

/**
 * Reads XML as it comes and hands over one held element after the other, so that no more than one is in memory. There
 * are no entities but XML's own; a DOCTYPE is refused.
 *
 * @throws Unreadable with the line
 */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  limits: ArchiveLimits,
  handling: Handling,
): Promise<{ byteOrderMark: boolean; encoding: string }> {
  const parser = new SaxesParser<{ xmlns: true }>({ xmlns: true })
  const fail = (message: string) => new Unreadable('xml', message, parser.line)
  follow(parser, limits, handling, fail)
  let decoder: TextDecoder | undefined
  let byteOrderMark = false
  for await (const chunk of chunks) {
    if (!decoder) {
      const encoding = encodingOf(chunk, fail)
      byteOrderMark =
        markOf(chunk) !== 'utf-8' || chunk.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
      decoder = new TextDecoder(encoding, { fatal: true })
    }
    parser.write(decoded(() => decoder!.decode(chunk, { stream: true }), fail))
  }
  parser.write(decoded(() => decoder?.decode() ?? '', fail))
  parser.close()
  return { byteOrderMark, encoding: decoder?.encoding ?? 'utf-8' }
}

type Parser = SaxesParser<{ xmlns: true }>

function follow(
  parser: Parser,
  limits: ArchiveLimits,
  { step, hold }: Handling,
  fail: (message: string) => Unreadable,
): void {
  const path: string[] = []
  const open: XmlElement[] = []
  let elements = 0
  let parts = 0
  let dropped = 0
  parser.on('error', (error) => {
    const unreadable = fail('expected well-formed XML, found something else')
    unreadable.cause = error
    throw unreadable
  })
  parser.on('doctype', () => {
    throw fail('expected no DOCTYPE, found one')
  })
  parser.on('opentag', (tag) => {
    if (++elements > limits.elements) throw fail(`expected at most ${limits.elements} elements, found more`)
    path.push(tag.local)
    if (path.length > limits.depth) throw fail(`expected elements at most ${limits.depth} deep, found more`)
    if (dropped > 0) return void dropped++
    const attributes = plainAttributes(tag, limits, fail)
    parts += 1 + Object.keys(attributes).length
    if (parts > limits.parts)
      throw fail(`expected at most ${limits.parts} elements and attributes, found more`)
    const next = open.length > 0 ? 'hold' : step(path, attributes, tag.uri)
    if (next === 'drop') dropped = 1
    else if (next === 'hold') open.push({ name: tag.local, attributes, children: [], text: '' })
  })
  const onText = (text: string) => {
    if (dropped === 0 && open.length > 0) open.at(-1)!.text += text
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    if (dropped > 0) dropped--
    else if (open.length > 0) {
      const element = open.pop()!
      if (open.length > 0) open.at(-1)!.children.push(element)
      else hold(element, path)
    }
    path.pop()
  })
}

/** Attributes by their names without a prefix; those that only say where a schema is are left out. */
function plainAttributes(
  { attributes }: SaxesTagNS,
  { attributes: most }: ArchiveLimits,
  fail: (message: string) => Unreadable,
): Record<string, string> {
  const found = Object.values(attributes)
  if (found.length > most) throw fail(`expected at most ${most} attributes, found ${found.length}`)
  return Object.fromEntries(
    found
      .filter(({ prefix, name }) => !['xmlns', 'xsi', 'xml'].includes(prefix) && name !== 'xmlns')
      .map(({ local, value }) => [local, value]),
  )
}

/** The mark at the beginning, else what the declaration says, else UTF-8. */
function encodingOf(chunk: Buffer, fail: (message: string) => Unreadable): string {
  const marked = markOf(chunk)
  if (marked !== 'utf-8') return marked
  const [, said] =
    /^[^>]{0,60}\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(chunk.subarray(0, 200).toString('latin1')) ?? []
  try {
    return new TextDecoder(said ?? 'utf-8').encoding
  } catch {
    throw fail('expected an encoding that is known, found another')
  }
}

function decoded(decode: () => string, fail: (message: string) => Unreadable): string {
  try {
    return decode()
  } catch {
    throw fail('expected utf-8, found other bytes')
  }
}
