import type { Coding, Excerpt, InterviewProject, InterviewSource, Memo } from '@pejling/indicators'
import { guidOf } from './guid.ts'
import { codeReference, type References } from './references.ts'
import { element, textElement } from './xml.ts'

/** What a source's element is made of, besides the source. */
export type Marks = {
  excerpts: Map<string, Excerpt[]>
  codings: Map<string, Coding[]>
  comments: Map<string, Memo[]>
  /** Excerpts that a case holds. */
  referred: Set<string>
}

/** The sources with all that is marked in them, in the standard's order. */
export function sourceElements(project: InterviewProject, refer: References): string[] {
  const marks: Marks = {
    excerpts: grouped(project.excerpts, ({ source }) => source),
    codings: grouped(project.codings, ({ excerpt }) => excerpt),
    comments: grouped(
      project.memos.filter(({ kind }) => kind === 'comment'),
      ({ about }) => (about[0]?.kind === 'excerpt' ? about[0].excerpt : ''),
    ),
    referred: new Set(project.cases.flatMap(({ excerpts }) => excerpts)),
  }
  const inner = grouped(project.sources, ({ of = '' }) => of)
  const written = (source: InterviewSource): string => {
    const within = (inner.get(source.id) ?? []).map(written)
    const values = source.kind === 'transcript' ? [] : refer.values(source.values)
    const description = textElement('Description', source.description)
    const notes = refer.notes({ kind: 'source', source: source.id })
    const selections = selectionElements(source, marks, refer)
    const parts = {
      text: [selections],
      representation: [selections],
      'picture-text': [selections],
      transcript: [syncPoints(source, marks), selections],
      pdf: [selections, within],
      picture: [within, selections],
      audio: [within, selections],
      video: [within, selections],
    }[source.kind]
    return element(
      elementNames[source.kind],
      {
        guid: guidOf('source', source.id),
        name: source.name,
        plainTextPath: textPath(source),
        creatingUser: refer.user(source.creator),
        creationDateTime: source.created,
      },
      ...[description, ...parts, wholeCodings(source, marks, refer), notes, values],
    )
  }
  return (inner.get('') ?? []).map(written)
}

/** The name of a source's text in the archive, if it is there. */
export function textFile({ id, text }: InterviewSource): string | undefined {
  return text === undefined ? undefined : `${guidOf('source', id)}.txt`
}

const elementNames: Record<InterviewSource['kind'], string> = {
  ...{ text: 'TextSource', pdf: 'PDFSource', picture: 'PictureSource', audio: 'AudioSource' },
  ...{ video: 'VideoSource', representation: 'Representation', transcript: 'Transcript' },
  'picture-text': 'TextDescription',
}

/** A text that was left at home is named by its hash, so that who has it can find it again. */
function textPath(source: InterviewSource): string | undefined {
  const { textHash, length } = source
  if (source.text !== undefined) return `internal://${textFile(source)}`
  return textHash === undefined ? undefined : `relative:///${textHash}.${length ?? 0}.txt`
}

/** A selection with the codings of an excerpt, and one more for each comment: a comment has an author of its own. */
function selectionElements(
  source: InterviewSource,
  { excerpts, codings, comments, referred }: Marks,
  refer: References,
): string[] {
  const marked = (excerpts.get(source.id) ?? []).filter(
    ({ place }) => place.kind !== 'whole' || source.kind === 'transcript',
  )
  return marked.flatMap((excerpt) => {
    const given = codings.get(excerpt.id) ?? []
    const notes = refer.notes({ kind: 'excerpt', excerpt: excerpt.id })
    const said = comments.get(excerpt.id) ?? []
    const { name, attributes } = place(source, excerpt)
    const isBare = given.length === 0 && notes.length === 0 && !referred.has(excerpt.id)
    const own = element(
      name,
      { guid: guidOf('excerpt', excerpt.id), ...attributes },
      given.map((coding) => codingElement(coding, refer)),
      notes,
    )
    const commented = said.map((memo, index) =>
      element(
        name,
        {
          guid: guidOf('comment', excerpt.id, index),
          ...attributes,
          creatingUser: refer.user(memo.author),
          creationDateTime: memo.created,
        },
        textElement('Description', memo.text),
      ),
    )
    return isBare && said.length > 0 ? commented : [own, ...commented]
  })
}

function wholeCodings(source: InterviewSource, { excerpts, codings }: Marks, refer: References): string[] {
  if (source.kind === 'transcript') return []
  const all = (excerpts.get(source.id) ?? []).filter(({ place: { kind } }) => kind === 'whole')
  return all.flatMap(({ id }) => (codings.get(id) ?? []).map((coding) => codingElement(coding, refer)))
}

function codingElement(coding: Coding, refer: References): string {
  const { excerpt, code, coder, created } = coding
  return element(
    'Coding',
    {
      guid: guidOf('coding', excerpt, code, coder),
      creatingUser: refer.user(coder),
      creationDateTime: created,
    },
    codeReference(code),
    refer.notes({ kind: 'coding', excerpt, code, ...(coder ? { coder } : {}) }),
  )
}

type Placed = { name: string; attributes: Record<string, string | number | undefined> }

function place({ id, kind }: InterviewSource, { place: at }: Excerpt): Placed {
  if (kind === 'transcript') {
    const [from, to] = at.kind === 'text' ? [at.start, at.end] : at.kind === 'time' ? [at.begin, at.end] : []
    const point = (value: number | undefined) =>
      value === undefined ? undefined : guidOf('point', id, at.kind === 'text' ? 'position' : 'time', value)
    return { name: 'TranscriptSelection', attributes: { fromSyncPoint: point(from), toSyncPoint: point(to) } }
  }
  if (at.kind === 'text')
    return { name: 'PlainTextSelection', attributes: { startPosition: at.start, endPosition: at.end } }
  if (at.kind === 'time')
    return {
      name: kind === 'audio' ? 'AudioSelection' : 'VideoSelection',
      attributes: { begin: at.begin, end: at.end },
    }
  if (at.kind === 'whole') return { name: 'PlainTextSelection', attributes: {} }
  const { page, firstX, firstY, secondX, secondY } = at
  return kind === 'pdf'
    ? { name: 'PDFSelection', attributes: { page: page ?? 0, firstX, firstY, secondX, secondY } }
    : { name: 'PictureSelection', attributes: { firstX, firstY, secondX, secondY } }
}

/** The points a transcript has, and those its excerpts begin and end at; each has the number its excerpts refer to. */
function syncPoints({ id, syncPoints: held = [] }: InterviewSource, { excerpts }: Marks): string[] {
  const written = new Map<string, string>()
  const add = (position: number | undefined, time: number | undefined) => {
    const own =
      position === undefined ? guidOf('point', id, 'time', time) : guidOf('point', id, 'position', position)
    const guid = written.has(own) ? guidOf('point', id, 'both', position, time) : own
    written.set(guid, element('SyncPoint', { guid, timeStamp: time, position }))
  }
  for (const { position, time } of held) add(position, time)
  for (const { place: at } of excerpts.get(id) ?? [])
    for (const value of at.kind === 'text'
      ? [at.start, at.end]
      : at.kind === 'time'
        ? [at.begin, at.end]
        : []) {
      const isText = at.kind === 'text'
      if (!written.has(guidOf('point', id, isText ? 'position' : 'time', value)))
        add(isText ? value : undefined, isText ? undefined : value)
    }
  return [...written.values()]
}

function grouped<Item>(items: Item[], by: (item: Item) => string): Map<string, Item[]> {
  return Map.groupBy(items, by)
}
