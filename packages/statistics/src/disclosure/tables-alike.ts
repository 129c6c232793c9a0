import { type SeededRandom, seededRandom } from '../seeded-random.ts'
import type { Rectangle } from './rectangle.ts'

/** What is done on the way through tables that are alike. */
export type Walk = {
  /** Counts up to this are met more often than others. */
  small: number
  /** How many moves are tried at most. */
  steps: number
  /** The place in the rectangle whose count should be changed next, and `random` to choose it with. */
  aim: (random: SeededRandom) => number
  /** Is given each table, the same array every time; the walk ends where it answers true. */
  see: (table: Int32Array) => boolean
}

/**
 * Goes through tables that differ in a rectangle only and have the same totals there, so that the same is shown of all of
 * them. Which ones come, and in which order, depends on what they have in common and on nothing else: whoever starts from
 * another of them meets the same ones.
 *
 * Of a rectangle of two by two they are all those with a count of at most `small`; of a larger one those on a walk of
 * moves between four counts that likes small counts and the ends.
 *
 * @param start rows × columns counts, row by row
 */
export function walkTablesAlike(
  start: ArrayLike<number>,
  columns: number,
  rectangle: Rectangle,
  walk: Walk,
): void {
  const table = Int32Array.from(start)
  settle(table, columns, rectangle)
  if (walk.see(table)) return
  if (rectangle.rows.length === 2 && rectangle.columns.length === 2) along(table, columns, rectangle, walk)
  else about(table, columns, rectangle, walk)
}

/** The table with as much as possible in the first rows and columns: the same for all that are alike. */
function settle(table: Int32Array, width: number, { rows, columns }: Rectangle): void {
  const inRow = rows.map((i) => columns.reduce((sum, j) => sum + table[i * width + j], 0))
  const inColumn = columns.map((j) => rows.reduce((sum, i) => sum + table[i * width + j], 0))
  rows.forEach((i, k) =>
    columns.forEach((j, l) => {
      const n = Math.min(inRow[k], inColumn[l])
      table[i * width + j] = n
      inRow[k] -= n
      inColumn[l] -= n
    }),
  )
}

function along(table: Int32Array, width: number, { rows, columns }: Rectangle, { small, see }: Walk): void {
  const corners = cornersOf(width, rows, columns)
  const [a, b, c, d] = corners.map((place) => table[place])
  const [least, most] = [-Math.min(a, b), Math.min(c, d)]
  const near = [-a, -b, c - small, d - small].flatMap((from) =>
    Array.from({ length: small + 1 }, (_, step) => from + step),
  )
  const steps = [...new Set(near)].filter((by) => by >= least && by <= most).sort((x, y) => x - y)
  let at = 0
  for (const by of steps) {
    move(table, corners, by - at)
    at = by
    if (see(table)) return
  }
}

function about(
  table: Int32Array,
  width: number,
  { rows, columns }: Rectangle,
  { small, steps, aim, see }: Walk,
): void {
  const random = seededRandom(rows.length * 4096 + columns.length)
  const other = (places: number[], than: number) =>
    places[(places.indexOf(than) + 1 + random.integer(places.length - 1)) % places.length]
  for (let step = 0; step < steps; step++) {
    const place = aim(random)
    const [i, j] = [Math.floor(place / width), place % width]
    const corners = cornersOf(width, [i, other(rows, i)], [j, other(columns, j)])
    const [a, b, c, d] = corners.map((corner) => table[corner])
    const [least, most] = [-Math.min(a, b), Math.min(c, d)]
    const by = Math.max(least, Math.min(most, wished(a, least, most)))
    if (by === 0) continue
    move(table, corners, by)
    if (see(table)) return
  }

  /** Half of the moves make the count small, a quarter go to an end, a quarter anywhere. */
  function wished(count: number, least: number, most: number): number {
    const wish = random.integer(4)
    if (wish < 2) return random.integer(small + 1) - count
    if (wish === 2) return random.integer(2) === 0 ? least : most
    return least + random.integer(most - least + 1)
  }
}

/** Two that rise and two that fall together. */
function cornersOf(width: number, [i, k]: number[], [j, l]: number[]): number[] {
  return [i * width + j, k * width + l, i * width + l, k * width + j]
}

function move(table: Int32Array, [a, b, c, d]: number[], by: number): void {
  table[a] += by
  table[b] += by
  table[c] -= by
  table[d] -= by
}
