import type { MaskKind, TextRange } from './passage-mask.ts'

/** Something in a text that may tell who or where, for a coder to confirm. */
export type LikelyIdentifier = TextRange & { kind: MaskKind }

const patterns: [MaskKind, RegExp][] = [
  ['email', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  // Ten digits as a Danish civil registration number, eight as a phone number.
  ['other', /(?<!\d)\d{6}[- ]?\d{4}(?!\d)/gu],
  ['phone', /(?<![\d+])(?:(?:\+|00)45[ ]?)?\d{2}(?:[ ]?\d{2}){3}(?!\d)/gu],
]
const capitalised =
  /\p{Lu}[\p{Ll}\p{M}]+(?:[-’']\p{Lu}?[\p{Ll}\p{M}]+)*(?: \p{Lu}[\p{Ll}\p{M}]+(?:-\p{Lu}[\p{Ll}\p{M}]+)*)*/gu
/** What a sentence begins after: the text itself, a line, an end mark, a speaker's colon; quotation marks do not count. */
const beginning = /(?:^|[\n.!?:;–…])[\s"'“”„»«()[\]*-]*$/u
const placeBefore = /(?:^|[\s(])(?:i|på|fra|til|nær|ved) $/iu
const placeEnding =
  /(?:kommune|skole|skolen|huset|gården|vej|gade|by|bjerg|rup|lev|løse|sted|strup|ager|havn|købing|borg|bæk|hus)$/iu

/**
 * Passages of a text that are likely to identify somebody: e-mail addresses, phone and civil registration numbers, and
 * capitalised words that do not begin a sentence. A guess for a coder to confirm, in the order of the text; abbreviations
 * in capitals (TOPI) are left out.
 */
export function likelyIdentifiers(text: string): LikelyIdentifier[] {
  const point = codePointAt(text)
  const found: LikelyIdentifier[] = []
  const add = (kind: MaskKind, at: number, length: number) => {
    const range = { start: point(at), end: point(at + length) }
    if (!found.some(({ start, end }) => start < range.end && range.start < end))
      found.push({ ...range, kind })
  }
  for (const [kind, pattern] of patterns)
    for (const match of text.matchAll(pattern)) add(kind, match.index, match[0].length)
  for (const match of text.matchAll(capitalised)) {
    const before = text.slice(Math.max(0, match.index - 40), match.index)
    if (/[\p{L}\p{N}]$/u.test(before)) continue
    const [first, ...rest] = match[0].split(' ')
    // The first word of a sentence is capitalised anyway; what follows it is not.
    const begins = match.index === 0 || beginning.test(before)
    if (begins && rest.length === 0) continue
    const words = begins ? rest.join(' ') : match[0]
    const at = begins ? match.index + first.length + 1 : match.index
    const isPlace = placeEnding.test(words) || placeBefore.test(text.slice(Math.max(0, at - 8), at))
    add(isPlace ? 'place' : 'name', at, words.length)
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** From a place in a JavaScript string to one in code points; to be asked in any order. */
function codePointAt(text: string): (at: number) => number {
  const pairs = [...text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)].map(({ index }) => index)
  return (at) => at - pairs.filter((pair) => pair < at).length
}
