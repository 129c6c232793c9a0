import { SaxesParser, type SaxesTag } from 'saxes'
import { limits } from '../limits.ts'
import { markOf } from '../text/encodings.ts'
import { Unreadable } from '../unreadable.ts'

/** What is told of an XML file as it goes by, names without their prefix. */
export type XmlReader = {
  /** The namespace is told, and the names of attributes are without their prefix, if `namespaces` are followed. */
  open?: (name: string, attributes: Record<string, string>, namespace: string) => void
  text?: (text: string) => void
  close?: (name: string) => void
  /** How its letters are written, before anything else. */
  encoded?: (encoding: string, byteOrderMark: boolean) => void
}

/** What an XML file may ask for. */
export type XmlLimits = {
  /** Elements in all, those and their attributes together, how deep they are, and attributes of one. */
  elements: number
  parts: number
  depth: number
  attributes: number
  /** Letters of one text. */
  textLetters: number
}

export type XmlOptions = {
  /** Which part of a file it is; without one it is the file itself, and a mistake has its line. */
  part?: string
  namespaces?: boolean
  allowed?: XmlLimits
}

/**
 * Reads XML as it comes, without ever holding it, and hands on what the reader has `gathered` of each piece. A DOCTYPE is
 * refused and there are no entities but the five of XML itself, so that nothing can be made larger by them.
 *
 * @throws Unreadable
 */
export async function* readXml<T>(
  chunks: AsyncIterable<Buffer>,
  options: XmlOptions,
  reader: XmlReader,
  gathered: () => T[],
): AsyncGenerator<T[]> {
  const { part, namespaces = false, allowed = limits.xml } = options
  const parser = new SaxesParser({ xmlns: namespaces })
  const fail = (what: string) => {
    const expected = part ? what.replace(/, found/, ` in ${part}, found`) : what
    return new Unreadable('xml', `expected ${expected}`, part ? {} : { row: parser.line })
  }
  const counts = follow(parser, reader, allowed, fail)
  let decoder: TextDecoder | undefined
  const feed = (chunk?: Buffer) => {
    if (chunk && !decoder) decoder = decoderOf(chunk, reader, fail)
    const text = decoded(() => decoder?.decode(chunk, { stream: chunk !== undefined }) ?? '', fail)
    parser.write(text)
    if (!chunk) parser.close()
    counts.letters += text.length
    if (counts.letters > allowed.textLetters)
      throw fail(`texts of at most ${allowed.textLetters} letters, found a longer one`)
  }
  for await (const chunk of chunks) {
    feed(chunk)
    const found = gathered()
    if (found.length > 0) yield found
  }
  feed()
  const found = gathered()
  if (found.length > 0) yield found
}

/** Reads XML to its end. */
export async function readWholeXml(
  chunks: AsyncIterable<Buffer>,
  options: XmlOptions,
  reader: XmlReader,
): Promise<void> {
  for await (const _ of readXml(chunks, options, reader, () => []));
}

type Fail = (what: string) => Unreadable

/** Tells the reader what the parser meets, and counts it. */
function follow(parser: SaxesParser, reader: XmlReader, allowed: XmlLimits, fail: Fail): { letters: number } {
  const counts = { elements: 0, parts: 0, depth: 0, letters: 0 }
  parser.on('error', (cause) => {
    throw Object.assign(fail('well-formed XML, found something else'), { cause })
  })
  parser.on('doctype', () => {
    throw fail('no DOCTYPE, found one')
  })
  parser.on('opentag', (tag) => {
    counts.letters = 0
    if (++counts.elements > allowed.elements) throw fail(`at most ${allowed.elements} elements, found more`)
    if (++counts.depth > allowed.depth) throw fail(`elements at most ${allowed.depth} deep, found more`)
    const n = Object.keys(tag.attributes).length
    if (n > allowed.attributes) throw fail(`at most ${allowed.attributes} attributes, found ${n}`)
    if ((counts.parts += 1 + n) > allowed.parts)
      throw fail(`at most ${allowed.parts} elements and attributes, found more`)
    reader.open?.(bare(tag.name), plainAttributes(tag), namespaceOf(tag) ?? '')
  })
  parser.on('closetag', ({ name }) => {
    counts.letters = 0
    counts.depth--
    reader.close?.(bare(name))
  })
  parser.on('text', (text) => reader.text?.(text))
  parser.on('cdata', (text) => reader.text?.(text))
  return counts
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Told if namespaces are followed. */
function namespaceOf({ uri }: SaxesTag): string | undefined {
  return uri as string | undefined
}

/** With namespaces, by their names without a prefix; those that only say where a schema is are left out. */
function plainAttributes(tag: SaxesTag): Record<string, string> {
  const { attributes } = tag
  if (namespaceOf(tag) === undefined) return attributes as Record<string, string>
  return Object.fromEntries(
    Object.values(attributes)
      .filter((one) => typeof one !== 'string')
      .filter(({ prefix, name }) => !['xmlns', 'xsi', 'xml'].includes(prefix) && name !== 'xmlns')
      .map(({ local, value }) => [local, value]),
  )
}

/** By the mark at the beginning, else by what the declaration says, else UTF-8. */
function decoderOf(chunk: Buffer, { encoded }: XmlReader, fail: Fail): TextDecoder {
  const mark = markOf(chunk)
  const [, said] =
    /^[^>]{0,60}\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(chunk.subarray(0, 200).toString('latin1')) ?? []
  try {
    const decoder = new TextDecoder(mark ?? said ?? 'utf-8', { fatal: true })
    encoded?.(decoder.encoding, mark !== undefined)
    return decoder
  } catch {
    throw fail('an encoding that is known, found another')
  }
}

function decoded(decode: () => string, fail: Fail): string {
  try {
    return decode()
  } catch {
    throw fail('utf-8, found other bytes')
  }
}
