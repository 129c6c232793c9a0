/** What a coder marked in a text: from a code point to another, with a code's short name. */
export type Marking = { start: number; end: number; coder: string; code: string }

/**
 * A text with what was coded in brackets: `[AB topi|Og to gange om året …]` are two coders' codings of the same place.
 * Brackets may stand within each other.
 *
 * @throws `unclosed bracket: [AB topi|`
 */
export function markedText(source: string): { text: string; markings: Marking[] } {
  const markings: Marking[] = []
  const open: { coders: string; code: string; start: number }[] = []
  let text = ''
  let length = 0
  for (const [found, coders, code] of source.matchAll(/\[([A-Z]+) (\w+)\||\]|[^]/gu)) {
    if (coders) open.push({ coders, code, start: length })
    else if (found === ']') {
      const { start, ...closed } = open.pop()!
      for (const coder of closed.coders) markings.push({ start, end: length, coder, code: closed.code })
    } else {
      text += found
      length++
    }
  }
  if (open.length > 0) throw new Error(`unclosed bracket: [${open[0].coders} ${open[0].code}|`)
  return { text, markings }
}
