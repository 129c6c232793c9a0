import type { ReceiptBook } from './receipt-book.ts'
import { schema, unordered } from './schema.ts'
import type { XmlElement } from './xml-items.ts'

/** Tells where an element is not as the standard has it: attributes and elements it does not know, and their order. */
export function checkElement(element: XmlElement, book: ReceiptBook): void {
  const rule = schema[element.name]
  if (!rule) return
  for (const name of Object.keys(element.attributes))
    if (!rule.attributes.includes(name)) {
      book.deviates(
        'unknown-attribute',
        `expected the attributes of ${element.name}, found another; left out`,
      )
      book.drops(`${element.name}@${shown(name)}`)
    }
  dropUnheld(element.attributes, book)
  let furthest = 0
  let isOrdered = true
  for (const child of element.children) {
    const place = rule.children.indexOf(child.name)
    if (place < 0) {
      if (handledElsewhere[element.name]?.includes(child.name)) {
        checkElement(child, book)
        continue
      }
      book.deviates('unknown-element', `expected the elements of ${element.name}, found another; left out`)
      book.drops(`${element.name}/${shown(child.name)}`)
      continue
    }
    isOrdered &&= place >= furthest
    furthest = Math.max(furthest, place)
    checkElement(child, book)
  }
  if (!isOrdered && !unordered.has(element.name))
    book.deviates(
      'element-order',
      `expected the parts of ${element.name} in the standard's order, found another`,
    )
}

/** Attributes of the standard that nothing here holds: who changed something last, and where files lie. */
const unheld = [
  ...['modifyingUser', 'modifyingUserGUID', 'modifiedDateTime', 'creatingUserGUID', 'basePath'],
  ...['richTextPath', 'path', 'currentPath'],
]

export function dropUnheld(attributes: Record<string, string>, book: ReceiptBook): void {
  for (const name of unheld) if (attributes[name]) book.drops(`@${name}`)
}

/** What the standard does not allow but is read all the same. */
const handledElsewhere: Record<string, string[]> = {
  Transcript: ['PlainTextSelection'],
  PDFSource: ['PlainTextSelection'],
  PictureSource: ['PlainTextSelection'],
  AudioSource: ['PlainTextSelection'],
  VideoSource: ['PlainTextSelection'],
}

/** A name of an element comes from the file: only one that looks like a name is shown. */
export function shown(name: string): string {
  return /^[A-Za-z][\w.-]{0,39}$/.test(name) ? name : 'other'
}
