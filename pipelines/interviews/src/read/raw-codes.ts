import { Unreadable } from '@pejling/receive'
import type { ReceiptBook } from './receipt-book.ts'
import type { RawCode } from './raw-project.ts'
import type { XmlElement } from './xml-items.ts'
import { all, guid, targets, textOf } from './xml-parts.ts'

/** A code and all under it, in the order of the tree; `room` is what is left of the limits. */
export function rawCodes(
  element: XmlElement,
  above: string[],
  room: { codes: number; paths: number },
  book: ReceiptBook,
): RawCode[] {
  const { attributes } = element
  const name = (attributes.name ?? '').trim()
  if (name === '') book.deviates('code-without-name', 'expected a name of every code, found none; called ?')
  const names = [...above, name || '?']
  room.codes--
  for (const one of names) room.paths -= one.length
  if (room.codes < 0 || room.paths < 0)
    throw new Unreadable('codes', 'expected fewer or shorter codes, found more than can be held')
  if (attributes.isCodable === undefined)
    book.deviates('codable-unsaid', 'expected isCodable of every code, found none; taken as codable')
  return [
    {
      guid: guid(attributes.guid, book),
      names,
      codable: !/^\s*(false|0)\s*$/i.test(attributes.isCodable ?? ''),
      ...colorOf(attributes.color, book),
      description: textOf(element, 'Description'),
      notes: targets(element, 'NoteRef', book),
    },
    ...all(element, 'Code').flatMap((child) => rawCodes(child, names, room, book)),
  ]
}

/** `#abc` and `#aabbcc`; anything else is no reason to fail. */
function colorOf(value: string | undefined, book: ReceiptBook): { color?: string } {
  const [, short, long] = /^\s*#(?:([0-9a-f]{3})|([0-9a-f]{6}))\s*$/i.exec(value ?? '') ?? []
  if (long) return { color: `#${long.toLowerCase()}` }
  if (short) return { color: `#${[...short].map((digit) => digit + digit).join('')}`.toLowerCase() }
  if (value) book.deviates('color', 'expected colours like #a1b2c3, found others; left out')
  return {}
}
