import type { ReceiptBook } from './receipt-book.ts'
import type { Made, RawCoding, RawPlace, RawSelection, RawValue } from './raw-project.ts'
import type { XmlElement } from './xml-items.ts'

/** The children of a name. */
export function all({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name)
}

/** The text of the first child of a name; undefined if there is none or nothing in it. */
export function textOf({ children }: XmlElement, name: string): string | undefined {
  return children.find((child) => child.name === name)?.text.trim() || undefined
}

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A number as references are compared: some exporters put braces around it in one place and not in another. */
export function guid(value: string | undefined, book: ReceiptBook): string {
  const plain = (value ?? '')
    .trim()
    .toLowerCase()
    .replace(/^\{(.*)\}$/, '$1')
  if (!guidForm.test(plain))
    book.deviates('guid-form', 'expected GUIDs of the usual form, found others; used as they are')
  return plain
}

/** What `NoteRef`, `CodeRef` and the like point at. */
export function targets(element: XmlElement, name: string, book: ReceiptBook): string[] {
  return all(element, name).map(({ attributes }) => guid(attributes.targetGUID ?? attributes.guid, book))
}

const dateTime = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/

export function madeBy({ attributes }: XmlElement, book: ReceiptBook): Made {
  const { creatingUser, creationDateTime } = attributes
  if (creationDateTime && !dateTime.test(creationDateTime))
    book.deviates('value-type', 'expected dates like 2026-01-31T12:00:00Z, found others; left out')
  return {
    ...(creatingUser ? { creator: guid(creatingUser, book) } : {}),
    ...(creationDateTime && dateTime.test(creationDateTime) ? { created: creationDateTime } : {}),
  }
}

const valueTypes = {
  TextValue: 'Text',
  BooleanValue: 'Boolean',
  IntegerValue: 'Integer',
  FloatValue: 'Float',
  DateValue: 'Date',
  DateTimeValue: 'DateTime',
} as const

/** The values of a case or source; one that was listed without a value is empty. */
export function valuesOf(element: XmlElement, book: ReceiptBook): RawValue[] {
  return all(element, 'VariableValue').flatMap((value) => {
    const [variable] = targets(value, 'VariableRef', book)
    if (variable === undefined) {
      book.drops('VariableValue')
      return []
    }
    const found = value.children.find(({ name }) => name in valueTypes)
    if (!found) return [{ variable, value: '' }]
    return [{ variable, value: found.text.trim(), type: valueTypes[found.name as keyof typeof valueTypes] }]
  })
}

export function codingsOf(element: XmlElement, book: ReceiptBook): RawCoding[] {
  return all(element, 'Coding').flatMap((coding) => {
    const codes = targets(coding, 'CodeRef', book)
    if (codes.length === 0)
      book.deviates('dangling-reference', 'expected a code of every coding, found none; left out')
    return codes.map((code) => ({
      guid: guid(coding.attributes.guid, book),
      code,
      notes: targets(coding, 'NoteRef', book),
      ...madeBy(coding, book),
    }))
  })
}

/** The selections of one kind, with the places their attributes say. */
export function selectionsOf(
  element: XmlElement,
  name: string,
  place: (attributes: Record<string, string>) => RawPlace | undefined,
  book: ReceiptBook,
): RawSelection[] {
  return all(element, name).map((selection) => {
    const found = place(selection.attributes)
    if (!found)
      book.deviates(
        'place-missing',
        `expected a place of every ${name}, found none; taken to be all of its source`,
      )
    const representations = all(selection, 'Representation').length
    if (representations > 0) book.drops(`${name}/Representation`, representations)
    return {
      guid: guid(selection.attributes.guid, book),
      name: selection.attributes.name ?? '',
      place: found ?? { kind: 'whole' },
      description: textOf(selection, 'Description'),
      codings: codingsOf(selection, book),
      notes: targets(selection, 'NoteRef', book),
      ...madeBy(selection, book),
    }
  })
}

/** A whole number, as attributes have it. */
export function whole(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : undefined
}
