import { SaxesParser } from 'saxes'
import { limits } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'

/** What is told of an XML file as it goes by, names without their prefix. */
export type XmlReader = {
  open?: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/**
 * Reads XML as it comes, without ever holding it. Entities other than the five of XML itself are a mistake, so that nothing
 * can be made larger by them. After each piece the reader's `after` may hand on what it has gathered.
 *
 * @throws Unreadable
 */
export async function* readXml<T>(
  part: string,
  bytes: AsyncIterable<Buffer>,
  reader: XmlReader,
  gathered: () => T[],
): AsyncGenerator<T[]> {
  const broken = (what: string) => new Unreadable('xml', `expected XML in ${part}, found ${what}`)
  const parser = new SaxesParser()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let idle = 0
  let failure: Error | undefined
  const bare = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('error', () => (failure ??= broken('a mistake in it')))
  parser.on('opentag', ({ name, attributes }) => {
    idle = 0
    reader.open?.(bare(name), attributes as Record<string, string>)
  })
  parser.on('closetag', ({ name }) => {
    idle = 0
    reader.close?.(bare(name))
  })
  parser.on('text', (text) => reader.text?.(text))
  parser.on('cdata', (text) => reader.text?.(text))
  const feed = (chunk?: Buffer) => {
    let text: string
    try {
      text = decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      throw broken('bytes that are not utf-8')
    }
    if (chunk) parser.write(text)
    else parser.close()
    idle += text.length
    if (failure) throw failure
    if (idle > limits.rowLetters) throw broken('a text that is too long')
  }
  for await (const chunk of bytes) {
    feed(chunk)
    const found = gathered()
    if (found.length > 0) yield found
  }
  feed()
  const found = gathered()
  if (found.length > 0) yield found
}

/** Reads a small XML file to its end. */
export async function readSmallXml(
  part: string,
  bytes: AsyncIterable<Buffer>,
  reader: XmlReader,
): Promise<void> {
  for await (const _ of readXml(part, bytes, reader, () => []));
}
