import type { ReceiptBook } from './receipt-book.ts'
import type { RawNote, RawPlace, RawSelection, RawSource } from './raw-project.ts'
import { schema } from './schema.ts'
import type { XmlElement } from './xml-items.ts'
import { all, codingsOf, guid, madeBy, selectionsOf, targets, textOf, valuesOf, whole } from './xml-parts.ts'

/** A source and the texts that are in it: a page's text, transcripts, what is said of a picture; `first` = its number. */
export function rawSources(element: XmlElement, first: number, book: ReceiptBook): RawSource[] {
  const own = sourceOf(element, kindOf(element, book), book)
  const inner = [
    ...all(element, 'Representation').map((one) => sourceOf(one, 'representation', book)),
    ...all(element, 'Transcript').map((one) => sourceOf(one, 'transcript', book)),
    ...all(element, 'TextDescription').map((one) => sourceOf(one, 'picture-text', book)),
  ]
  const elsewhere =
    kinds[element.name] === 'text' ? [] : selectionsOf(element, 'PlainTextSelection', textRange, book)
  if (elsewhere.length > 0) {
    book.deviates(
      'selection-elsewhere',
      'expected places in a text at the text, found some at its page or recording; kept at the text',
      elsewhere.length,
    )
    if (inner.length === 0) inner.push(textless(own))
    inner[0].selections.push(...elsewhere)
  }
  return [own, ...inner.map((one) => ({ ...one, of: first, name: one.name || own.name }))]
}

const textKinds: Partial<Record<RawSource['kind'], RawSource['kind']>> = {
  ...{ pdf: 'representation', picture: 'picture-text', audio: 'transcript', video: 'transcript' },
}

/** A text of a source that the file does not have, though places in it are marked. */
function textless({ kind, name }: RawSource): RawSource {
  return {
    ...{
      kind: textKinds[kind] ?? 'text',
      guid: '',
      name,
      selections: [],
      codings: [],
      notes: [],
      values: [],
    },
    syncPoints: [],
  }
}

/** A note is written like a text, but what is marked in it is not held. */
export function rawNote(element: XmlElement, book: ReceiptBook): RawNote {
  for (const name of ['PlainTextSelection', 'Coding'])
    if (all(element, name).length > 0) book.drops(`Note/${name}`, all(element, name).length)
  return {
    guid: guid(element.attributes.guid, book),
    ...textPlace(element, book),
    name: element.attributes.name,
    description: textOf(element, 'Description'),
    ...madeBy(element, book),
  }
}

const kinds: Record<string, RawSource['kind']> = {
  TextSource: 'text',
  PDFSource: 'pdf',
  PictureSource: 'picture',
  AudioSource: 'audio',
  VideoSource: 'video',
}

/** What a source is says its element; but some programs keep sound as video. */
function kindOf({ name, attributes }: XmlElement, book: ReceiptBook): RawSource['kind'] {
  const isSound = /\.(m4a|mp3|wav|wma|aac|ogg|oga|flac)$/i.test(
    attributes.path ?? attributes.currentPath ?? '',
  )
  if (name === 'VideoSource' && isSound) {
    book.deviates('source-type', 'expected a film in a VideoSource, found sound; taken as sound')
    return 'audio'
  }
  return kinds[name] ?? 'text'
}

function sourceOf(element: XmlElement, kind: RawSource['kind'], book: ReceiptBook): RawSource {
  const { attributes } = element
  return {
    kind,
    guid: guid(attributes.guid, book),
    name: (attributes.name ?? '').trim(),
    ...textPlace(element, book),
    description: textOf(element, 'Description'),
    selections: markedIn(element, book),
    codings: codingsOf(element, book),
    notes: targets(element, 'NoteRef', book),
    values: valuesOf(element, book),
    syncPoints: all(element, 'SyncPoint').map((point) => ({
      guid: guid(point.attributes.guid, book),
      position: whole(point.attributes.position),
      time: whole(point.attributes.timeStamp),
    })),
    ...madeBy(element, book),
  }
}

/** Where the text is: in the file or beside it; the styled twin is another archive and never opened. */
function textPlace(element: XmlElement, book: ReceiptBook): { path?: string; inline?: string } {
  const { plainTextPath } = element.attributes
  const content = element.children.find(({ name }) => name === 'PlainTextContent')
  if (content && plainTextPath)
    book.deviates(
      'text-twice',
      'expected a text in the file or beside it, found both; the one in the file is used',
    )
  return content ? { inline: content.text } : plainTextPath ? { path: plainTextPath } : {}
}

function markedIn(element: XmlElement, book: ReceiptBook): RawSelection[] {
  const time = ({ begin, end }: Record<string, string>) => {
    const [from, to] = [whole(begin), whole(end)]
    return from === undefined || to === undefined
      ? undefined
      : ({ kind: 'time', begin: from, end: to } as const)
  }
  const allowed = [
    ...schema[element.name].children,
    ...(element.name === 'Transcript' ? ['PlainTextSelection'] : []),
  ]
  const marked = (name: string, place: (attributes: Record<string, string>) => RawPlace | undefined) =>
    allowed.includes(name) ? selectionsOf(element, name, place, book) : []
  return [
    ...marked('PlainTextSelection', textRange),
    ...marked('PictureSelection', region),
    ...marked('PDFSelection', region),
    ...marked('AudioSelection', time),
    ...marked('VideoSelection', time),
    ...marked('TranscriptSelection', synced),
  ]
}

function textRange(attributes: Record<string, string>): RawPlace | undefined {
  const [start, end] = [whole(attributes.startPosition), whole(attributes.endPosition)]
  return start === undefined || end === undefined ? undefined : { kind: 'text', start, end }
}

function region(attributes: Record<string, string>): RawPlace | undefined {
  const [firstX, firstY, secondX, secondY] = ['firstX', 'firstY', 'secondX', 'secondY'].map((name) =>
    whole(attributes[name]),
  )
  if (firstX === undefined || firstY === undefined || secondX === undefined || secondY === undefined)
    return undefined
  const page = whole(attributes.page)
  return { kind: 'region', ...(page === undefined ? {} : { page }), firstX, firstY, secondX, secondY }
}

function synced({ fromSyncPoint, toSyncPoint }: Record<string, string>): RawPlace | undefined {
  const plain = (value: string) =>
    value
      .trim()
      .toLowerCase()
      .replace(/^\{(.*)\}$/, '$1')
  return fromSyncPoint && toSyncPoint
    ? { kind: 'sync', from: plain(fromSyncPoint), to: plain(toSyncPoint) }
    : undefined
}
