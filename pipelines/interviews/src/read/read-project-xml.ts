import type { Classification } from '@pejling/indicators'
import { Unreadable } from '@pejling/receive'
import { checkElement, dropUnheld, shown } from './check-element.ts'
import type { ArchiveLimits } from './limits.ts'
import { rawCodes } from './raw-codes.ts'
import { emptyProject, type RawProject } from './raw-project.ts'
import { rawNote, rawSources } from './raw-sources.ts'
import type { ReceiptBook } from './receipt-book.ts'
import { schema } from './schema.ts'
import { readXml, type Step, type XmlElement } from './xml-items.ts'
import { all, guid, targets, textOf, valuesOf } from './xml-parts.ts'

const containers = ['Users', 'CodeBook', 'Codes', 'Variables', 'Cases', 'Sources', 'Notes', 'Links', 'Sets']
const held = [
  ...['User', 'Code', 'Variable', 'Case', 'TextSource', 'PictureSource', 'PDFSource', 'AudioSource'],
  ...['VideoSource', 'Note', 'Link', 'Set', 'Description', 'NoteRef'],
]

export type Root = 'Project' | 'CodeBook'

/**
 * Reads the XML of a project or of a codebook, element by element. What nothing here holds is left out and told.
 *
 * @throws Unreadable
 */
export async function readProjectXml(
  chunks: AsyncIterable<Buffer>,
  roots: Root[],
  limits: ArchiveLimits,
  book: ReceiptBook,
): Promise<RawProject & { root: Root }> {
  const project = emptyProject()
  let root = roots[0]
  let lastPart = -1
  const room = { codes: limits.codes, paths: limits.paths }
  const step = (path: string[], attributes: Record<string, string>, namespace: string): Step => {
    const name = path.at(-1)!
    if (path.length === 1) {
      const found = roots.find((one) => one === name)
      if (!found)
        throw new Unreadable('xml', `expected ${roots.join(' or ')} as the outermost element, found another`)
      root = found
      begin(project, attributes, namespace, root, book)
      return 'into'
    }
    if (path.length === 2) {
      const place = schema[root].children.indexOf(name)
      if (place >= 0 && place < lastPart)
        book.deviates('element-order', `expected the parts of ${root} in the standard's order, found another`)
      lastPart = Math.max(lastPart, place)
    }
    if (containers.includes(name)) return 'into'
    if (held.includes(name)) return 'hold'
    book.drops(shown(name))
    if (!schema[name])
      book.deviates('unknown-element', `expected the elements of ${root}, found another; left out`)
    return 'drop'
  }
  const found = await readXml(chunks, limits, {
    step,
    hold: (element, path) => {
      checkElement(element, book)
      keep(project, element, path, room, book)
    },
  })
  if (found.byteOrderMark)
    book.deviates('byte-order-mark', 'expected no byte order mark in the XML, found one')
  if (found.encoding !== 'utf-8') book.deviates('encoding', `expected XML in utf-8, found ${found.encoding}`)
  return { ...project, root }
}

const namespaces = { Project: 'urn:QDA-XML:project:1.0', CodeBook: 'urn:QDA-XML:codebook:1.0' }

/** The folder on the sender's machine (`basePath`) often names a person: it goes no further than here. */
function begin(
  project: RawProject,
  attributes: Record<string, string>,
  namespace: string,
  root: 'Project' | 'CodeBook',
  book: ReceiptBook,
): void {
  const { name, origin } = attributes
  if (name?.trim()) project.name = name.trim()
  if (origin?.trim()) project.origin = origin.trim().slice(0, 100)
  for (const one of Object.keys(attributes).filter((key) => !schema[root].attributes.includes(key))) {
    book.deviates('unknown-attribute', `expected the attributes of ${root}, found another; left out`)
    book.drops(`${root}@${shown(one)}`)
  }
  dropUnheld(attributes, book)
  if (namespace !== namespaces[root])
    book.deviates('namespace', `expected the namespace ${namespaces[root]}, found another; read all the same`)
}

function keep(
  project: RawProject,
  element: XmlElement,
  path: string[],
  room: { codes: number; paths: number },
  book: ReceiptBook,
): void {
  const { name, attributes } = element
  const own = () => guid(attributes.guid, book)
  if (name === 'User')
    project.users.push({ guid: own(), name: (attributes.name || attributes.id || '').trim() })
  else if (name === 'Code') for (const code of rawCodes(element, [], room, book)) project.codes.push(code)
  else if (name === 'Variable') project.variables.push({ guid: own(), ...classification(element, book) })
  else if (name === 'Case')
    project.cases.push({
      guid: own(),
      ...(attributes.name?.trim() ? { name: attributes.name.trim() } : {}),
      description: textOf(element, 'Description'),
      codes: targets(element, 'CodeRef', book),
      values: valuesOf(element, book),
      sources: targets(element, 'SourceRef', book),
      selections: targets(element, 'SelectionRef', book),
    })
  else if (name === 'Set') {
    project.sets.push({
      name: (attributes.name ?? '').trim() || '?',
      description: textOf(element, 'Description'),
      codes: targets(element, 'MemberCode', book),
      sources: targets(element, 'MemberSource', book),
    })
    const notes = all(element, 'MemberNote').length
    if (notes > 0) book.drops('Set/MemberNote', notes)
  } else if (name === 'Note') project.notes.push(rawNote(element, book))
  else if (name === 'Link') {
    const { originGUID, targetGUID } = attributes
    if (originGUID && targetGUID)
      project.links.push({ from: guid(originGUID, book), to: guid(targetGUID, book) })
    else book.drops('Link')
    if (all(element, 'NoteRef').length > 0) book.drops('Link/NoteRef', all(element, 'NoteRef').length)
  } else if (name === 'NoteRef') project.projectNotes.push(guid(attributes.targetGUID, book))
  else if (name === 'Description') {
    if (path.length === 2 && element.text.trim()) project.description = element.text.trim()
  } else for (const source of rawSources(element, project.texts.length, book)) project.texts.push(source)
}

const types: Classification['type'][] = ['Text', 'Boolean', 'Integer', 'Float', 'Date', 'DateTime']

function classification(element: XmlElement, book: ReceiptBook): Classification {
  const { name = '', typeOfVariable } = element.attributes
  const type = types.find((one) => one.toLowerCase() === typeOfVariable?.toLowerCase())
  if (!type) book.deviates('value-type', 'expected a type of every variable, found none; taken as Text')
  const description = textOf(element, 'Description')
  return { name: name.trim() || '?', type: type ?? 'Text', ...(description ? { description } : {}) }
}
