import type { ClassificationValues, InterviewSource } from '@pejling/indicators'
import { sourceId, textHash } from '../ids.ts'
import type { CountedText } from '../read/counted-text.ts'
import type { RawProject, RawSource, RawValue } from '../read/raw-project.ts'
import type { ReceiptBook } from '../read/receipt-book.ts'
import type { Coders } from './coders.ts'
import type { PlaceReader } from './places.ts'

/** A text that stayed at home is known by its hash and length only: `relative:///<sha-256>.<length>.txt`. */
export const atHome = /^relative:\/\/\/([0-9a-f]{64})\.(\d{1,12})\.txt$/

/** Sources in the order of the file, each known by its name and text. */
export function sources(
  raw: RawProject,
  texts: (CountedText | undefined)[],
  readers: PlaceReader[],
  who: Coders,
  values: (list: RawValue[]) => ClassificationValues,
  book: ReceiptBook,
): InterviewSource[] {
  const times = new Map<string, number>()
  const names = new Map<string, number>()
  const found: InterviewSource[] = []
  for (const [index, source] of raw.texts.entries()) {
    const text = texts[index]
    const facts = {
      name: source.name,
      kind: source.kind,
      ...parent(source, found),
      ...textFacts(source, text),
    }
    const like = sourceId(facts, 0)
    const nth = times.get(like) ?? 0
    times.set(like, nth + 1)
    if (source.of === undefined) names.set(source.name, (names.get(source.name) ?? 0) + 1)
    const { rule, score, certain, position } = readers[index]
    found.push({
      id: nth === 0 ? like : sourceId(facts, nth),
      ...facts,
      certain,
      ...(source.description ? { description: source.description } : {}),
      ...(source.creator ? { creator: who.of(source.creator) } : {}),
      ...(source.created ? { created: source.created } : {}),
      values: values(source.values),
      ...points(source, position),
    })
    book.reads({
      ...{ source: found.at(-1)!.id, kind: source.kind, excerpts: source.selections.length },
      ...{ rule, score, certain },
    })
  }
  const twice = [...names.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0)
  book.deviates(
    'source-names',
    'expected sources with names of their own, found some alike; told apart by their texts',
    twice,
  )
  return found
}

function parent({ of }: RawSource, earlier: InterviewSource[]): { of?: string } {
  return of === undefined ? {} : { of: earlier[of].id }
}

function textFacts(
  { path }: RawSource,
  text: CountedText | undefined,
): Pick<InterviewSource, 'text' | 'textHash' | 'length'> {
  if (text) return { textHash: textHash(text.text), length: text.length, text: text.text }
  const [, hash, length] = atHome.exec(path ?? '') ?? []
  return hash ? { textHash: hash, length: Number(length) } : {}
}

/** Each point once, in the order of the text. */
function points(
  { syncPoints }: RawSource,
  position: (raw: number) => number,
): Pick<InterviewSource, 'syncPoints'> {
  if (syncPoints.length === 0) return {}
  const seen = new Map<string, { position?: number; time?: number }>()
  for (const point of syncPoints) {
    const at = point.position === undefined ? {} : { position: position(point.position) }
    const held = { ...at, ...(point.time === undefined ? {} : { time: point.time }) }
    seen.set(JSON.stringify(held), held)
  }
  const list = [...seen.values()].toSorted(
    (a, b) => (a.position ?? -1) - (b.position ?? -1) || (a.time ?? -1) - (b.time ?? -1),
  )
  return { syncPoints: list }
}
