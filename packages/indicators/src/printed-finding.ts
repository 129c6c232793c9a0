/** A cell of a matrix of findings as read: `(+) b c`, `(-)*`, `***`. Stars count the levels it stays below, loosest first. */
export type PrintedFinding = { sign?: 1 | -1; letters: string[]; stars: number }

/** Reads such a cell; missing if it is not one. An empty cell says that nothing was found. */
export function printedFinding(text: string): PrintedFinding | undefined {
  const found = /^(?:\(\s*([+\-−–])\s*\))?\s*([a-z](?:[\s,]+[a-z])*)?\s*(\*{0,3})$/.exec(text.trim())
  if (!found) return undefined
  const [, sign, letters, stars] = found
  return {
    ...(sign === undefined ? {} : { sign: sign === '+' ? 1 : -1 }),
    letters: letters?.split(/[\s,]+/) ?? [],
    stars: stars.length,
  }
}
