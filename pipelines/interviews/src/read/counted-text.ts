import type { PositionRule } from '@pejling/indicators'

/**
 * A text in the form it is held in (lines end in `\n`, no byte order mark) that knows how it was stored, so that places
 * counted in any of the usual ways can be turned into code points of that form.
 */
export type CountedText = {
  text: string
  /** In code points. */
  length: number
  byteOrderMark: boolean
  /** Code points that are two UTF-16 units, line breaks, and those that were `\r\n` when stored; ascending. */
  wide: Int32Array
  newlines: Int32Array
  stored: Int32Array
}

/** Brings a text as stored into the form it is held in. */
export function countedText(stored: string, byteOrderMark: boolean): CountedText {
  const source = stored.replace(/^\uFEFF+/, '')
  const wide: number[] = []
  const newlines: number[] = []
  const pairs: number[] = []
  let length = 0
  for (const [found] of source.matchAll(/\r\n|[^]/gu)) {
    if (found === '\r\n') pairs.push(length)
    if (found === '\r\n' || found === '\n' || found === '\r') newlines.push(length)
    else if (found.length === 2) wide.push(length)
    length++
  }
  return {
    text: source.replace(/\r\n?/g, '\n'),
    length,
    byteOrderMark: byteOrderMark || source.length < stored.length,
    wide: Int32Array.from(wide),
    newlines: Int32Array.from(newlines),
    stored: Int32Array.from(pairs),
  }
}

/** The place in JavaScript's string of a code point. */
export function indexOf({ wide }: CountedText, codePoint: number): number {
  return codePoint + firstAtLeast(wide, codePoint)
}

/** The text between two code points, the end left out. */
export function slice(counted: CountedText, start: number, end: number): string {
  return counted.text.slice(indexOf(counted, start), indexOf(counted, end))
}

/**
 * Code points for places that were counted another way. `inside` says that a place fell between the two halves of a
 * character, `past` that it is beyond the end.
 */
export function converter(
  counted: CountedText,
  { byteOrderMark, newline, unit }: PositionRule,
): (place: number) => { at: number; inside: boolean; past: boolean } {
  const breaks =
    newline === 'crlf' ? counted.newlines : newline === 'stored' ? counted.stored : new Int32Array()
  const doubles =
    unit === 'utf-16' && counted.wide.length > 0
      ? Int32Array.from([...breaks, ...counted.wide]).sort()
      : breaks
  const first = byteOrderMark && counted.byteOrderMark ? 1 : 0
  return (place) => {
    const wanted = place - first
    if (wanted < 0) return { at: 0, inside: false, past: false }
    const before = doublesBefore(doubles, wanted)
    const inside = before < doubles.length && doubles[before] + before + 1 === wanted
    const at = wanted - before - (inside ? 1 : 0)
    return { at: Math.min(at, counted.length), inside, past: at > counted.length }
  }
}

/** How many characters that count twice are wholly before a place. */
function doublesBefore(doubles: Int32Array, place: number): number {
  let low = 0
  let high = doubles.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (doubles[middle] + middle + 2 <= place) low = middle + 1
    else high = middle
  }
  return low
}

function firstAtLeast(sorted: Int32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
