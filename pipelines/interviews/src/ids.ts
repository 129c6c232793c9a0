import { createHash } from 'node:crypto'
import type { ExcerptPlace, SourceKind } from '@pejling/indicators'

/** SHA-256 of a text in the form it is held in. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What a source is known by: its name and text, and its number among those that share both. */
export function sourceId(
  source: { kind: SourceKind; of?: string; name: string; textHash?: string },
  nth: number,
): string {
  return short([source.kind, source.of ?? '', source.name, source.textHash ?? '', nth])
}

/** What an excerpt is known by: its source and its place there. */
export function excerptId(source: string, place: ExcerptPlace): string {
  return short([source, ...placeParts(place)])
}

/** By source in the order of `sources`, then by place: the order excerpts are held in. */
export function placeOrder(a: ExcerptPlace, b: ExcerptPlace): number {
  const [left, right] = [placeParts(a), placeParts(b)]
  const kinds = order.indexOf(a.kind) - order.indexOf(b.kind)
  if (kinds !== 0) return kinds
  for (let i = 1; i < left.length; i++) {
    const difference = Number(left[i]) - Number(right[i])
    if (difference !== 0) return difference
  }
  return 0
}

const order: ExcerptPlace['kind'][] = ['whole', 'text', 'region', 'time']

function placeParts(place: ExcerptPlace): (string | number)[] {
  if (place.kind === 'text') return [place.kind, place.start, place.end]
  if (place.kind === 'time') return [place.kind, place.begin, place.end]
  if (place.kind === 'whole') return [place.kind]
  return [place.kind, place.page ?? -1, place.firstX, place.firstY, place.secondX, place.secondY]
}

/** Sixteen hexadecimal digits: among a million, two are alike once in 37 million times. */
function short(parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
