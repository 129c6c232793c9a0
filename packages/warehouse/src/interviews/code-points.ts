/** A text by its code points, as places in it are counted. */
export type CodePoints = { length: number; slice(start: number, end: number): string }

/** Most texts have no character beyond the first plane: their units are their code points, and are not copied one by one. */
export function codePoints(text: string): CodePoints {
  if (!/[\uD800-\uDBFF]/.test(text)) return text
  const points = [...text]
  return { length: points.length, slice: (start, end) => points.slice(start, end).join('') }
}
