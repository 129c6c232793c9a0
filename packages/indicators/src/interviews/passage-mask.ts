/** What a masked passage was, so that a reader knows what is gone and not who. */
export const maskKinds = ['name', 'place', 'phone', 'email', 'other'] as const
export type MaskKind = (typeof maskKinds)[number]

/** Code points of a text from `start`; `end` is the first that is not in it. */
export type TextRange = { start: number; end: number }

/** A passage that nobody is shown, in the text of that hash, whichever file it came in. */
export type PassageMask = TextRange & { textHash: string; kind: MaskKind }

/** A piece of a text as it may be shown: its words, or what kind of passage was masked there. */
export type PassagePart = { text: string } | { masked: MaskKind }

/**
 * A piece of a text without its masked passages. `slice` begins at the code point `from` of the text; masks lie in the
 * whole text, may overlap and may reach out of the slice. Masks that touch become one.
 *
 * @example passageParts('ring til Bo', 0, [{ start: 9, end: 11, kind: 'name' }])
 *   // [{ text: 'ring til ' }, { masked: 'name' }]
 */
export function passageParts(
  slice: string,
  from: number,
  masks: readonly (TextRange & { kind: MaskKind })[],
): PassagePart[] {
  const points = [...slice]
  const within = masks
    .map(({ start, end, kind }) => ({
      ...{ start: Math.max(0, start - from), end: Math.min(points.length, end - from), kind },
    }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const parts: PassagePart[] = []
  let at = 0
  for (const { start, end, kind } of within) {
    if (end <= at) continue
    if (start > at) parts.push({ text: points.slice(at, start).join('') })
    if (start >= at) parts.push({ masked: kind })
    at = end
  }
  if (at < points.length) parts.push({ text: points.slice(at).join('') })
  return parts
}

/** The same as one text; `said` is what stands for a masked passage: `[navn]`. */
export function passageText(parts: readonly PassagePart[], said: (kind: MaskKind) => string): string {
  return parts.map((part) => ('text' in part ? part.text : said(part.masked))).join('')
}
