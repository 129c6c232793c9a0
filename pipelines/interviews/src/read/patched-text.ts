import type { ReceiptBook } from './receipt-book.ts'

export type Patch = { text: string; start?: number; end?: number }
type TextPlace = { kind: 'text'; start: number; end: number }

/** The longest text that is made from places: beyond it a place is an error, not an interview. */
const longest = 5_000_000

/**
 * The text that excerpts add up to. Where places are said each stands at its own, with spaces where nothing is known; else
 * they stand one after the other, the same excerpt once. Places are in code points.
 */
export function patchedText(
  patches: Patch[],
  book: ReceiptBook,
): { text: string; places: (TextPlace | undefined)[] } {
  const placed = patches.map((patch) => placeOf(patch, book))
  if (placed.every((place) => place === undefined)) return inOrder(patches)
  const length = placed.reduce((most, place) => Math.max(most, place?.end ?? 0), 0)
  const letters: string[] = Array.from({ length }, () => ' ')
  for (const [index, { text }] of patches.entries()) {
    const place = placed[index]
    if (place) [...text].forEach((letter, i) => (letters[place.start + i] = letter))
  }
  return { text: letters.join(''), places: placed }
}

/** The end is the first letter left out, or the last one taken in: the excerpt's own length says which. */
function placeOf({ text, start, end }: Patch, book: ReceiptBook): TextPlace | undefined {
  if (start === undefined || end === undefined || start < 0 || Math.max(start, end) > longest) {
    if (start !== undefined || end !== undefined)
      book.deviates(
        'place-missing',
        'expected a place of every coding, found none; taken to be all of its source',
      )
    return undefined
  }
  const length = [...text].length
  if (length > 0 && end - start !== length) {
    if (end - start + 1 === length)
      book.guesses({
        ...{ what: 'places', value: 'end included', why: 'the excerpts are that long' },
        alternatives: ['end left out'],
      })
    else
      book.deviates(
        'place-outside',
        'expected places as long as their excerpts, found others; the length of the excerpt is used',
      )
    return { kind: 'text', start, end: start + length }
  }
  return { kind: 'text', start, end: Math.max(start, end) }
}

function inOrder(patches: Patch[]): { text: string; places: (TextPlace | undefined)[] } {
  const known = new Map<string, TextPlace>()
  const parts: string[] = []
  let length = 0
  const places = patches.map(({ text }) => {
    if (text === '') return undefined
    const found = known.get(text)
    if (found) return found
    const letters = [...text].length
    const place: TextPlace = { kind: 'text', start: length, end: length + letters }
    known.set(text, place)
    parts.push(text)
    length += letters + 2
    return place
  })
  return { text: parts.join('\n\n'), places }
}
