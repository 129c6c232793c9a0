import { integerMaximum } from './integer-program.ts'
import type { Programme } from './linear-program.ts'
import type { MarginSystem } from './margin-system.ts'
import type { Parts } from './part-tables.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** What a search compares: larger is better; the search runs once with each sign. */
export type Objective = (partTable: Float64Array) => number

/**
 * Looks for the joint table whose part table makes the objective largest, when there are too many to visit all:
 * from random corners of the feasible tables (random linear objectives), uphill by the smallest exchanges that
 * keep every published margin: two cells of the same rows trade one or more units between two categories, or
 * four cells round a square of rows do. Hands out the objective's calls so far; ends after `calls`.
 *
 * The best found is a table that exists; a better one may exist too.
 */
export function* spreadSearch(
  system: MarginSystem,
  programme: Programme,
  { partOf, classOf }: Parts,
  objective: Objective,
  calls: number,
  random: SeededRandom,
): Generator<number, void, void> {
  const { sizes, categories, published } = system
  const table = new Float64Array(classOf.length * published)
  const exchanges = exchangeDrawer(system, random)
  let called = 0
  const score = (filling: Float64Array) => {
    table.fill(0)
    for (let cell = 0; cell < sizes.length; cell++)
      for (let k = 0; k < published; k++)
        table[partOf[cell] * published + k] += filling[cell * categories + k]
    called++
    return objective(table)
  }
  const patience = 40 + 4 * sizes.length * categories
  for (let start = 0; called < calls; start++) {
    const weights = Array.from({ length: programme.variables }, () => random.normal())
    const corner = integerMaximum(programme, (variable) => weights[variable])
    if (!corner?.x) return
    const filling = corner.x.slice(0, sizes.length * categories)
    // Every other climb starts inside instead: far from the corner by random exchanges.
    if (start % 2 === 1) for (let i = 0; i < 4 * patience; i++) exchanges(filling)
    let best = score(filling)
    for (let idle = 0; idle < patience && called < calls;) {
      const undo = exchanges(filling)
      if (!undo) {
        idle++
        continue
      }
      const value = score(filling)
      // Steps along a plateau are taken, so that ties do not hold the search up.
      if (value >= best) {
        idle = value > best ? 0 : idle + 1
        best = value
      } else {
        undo()
        idle++
      }
      if (called % 16 === 0) yield called
    }
    yield called
  }
}

/** Draws and makes a random exchange; answers how to undo it, or nothing if the drawn one is not possible. */
function exchangeDrawer({ sizes, categories, rowsOfCell }: MarginSystem, random: SeededRandom) {
  const kind = rowsOfCell.map((rows) => rows.join())
  const cells = sizes.flatMap((size, cell) => (size > 0 ? [cell] : []))
  const alike = cells.map((a) => cells.filter((b) => b !== a && kind[a] === kind[b]))
  const squares = cells.map((a) => squaresAt(a, cells, rowsOfCell, kind))
  const able = cells.flatMap((_, i) => (alike[i].length + squares[i].length > 0 ? [i] : []))

  return (filling: Float64Array): (() => void) | undefined => {
    if (able.length === 0 || categories < 2) return undefined
    const i = able[random.integer(able.length)]
    const drawn = random.integer(alike[i].length + squares[i].length)
    const others = drawn < alike[i].length ? [alike[i][drawn]] : squares[i][drawn - alike[i].length]
    const up = random.integer(categories)
    const down = (up + 1 + random.integer(categories - 1)) % categories
    // The first and the last cell of a square gain in `up`, the two between lose.
    const signs = others.length === 1 ? [1, -1] : [1, -1, -1, 1]
    const ring = [cells[i], ...others]
    const most = Math.min(...ring.map((cell, at) => filling[cell * categories + (signs[at] > 0 ? down : up)]))
    if (most < 1) return undefined
    const step = random.integer(2) ? 1 : 1 + random.integer(most)
    const trade = (by: number) =>
      ring.forEach((cell, at) => {
        filling[cell * categories + up] += by * signs[at]
        filling[cell * categories + down] -= by * signs[at]
      })
    trade(step)
    return () => trade(-step)
  }
}

/** Triples b, c, d such that a + d and b + c stand in the same rows, taken together. */
function squaresAt(a: number, cells: number[], rowsOfCell: number[][], kind: string[]): number[][] {
  const found: number[][] = []
  const together = (x: number, y: number) => [...rowsOfCell[x], ...rowsOfCell[y]].sort((p, q) => p - q).join()
  for (const d of cells) {
    if (d === a || kind[d] === kind[a]) continue
    const sum = together(a, d)
    for (const b of cells) {
      if (b === a || b === d || kind[b] === kind[a] || kind[b] === kind[d]) continue
      const c = cells.find((cell) => cell > b && together(b, cell) === sum)
      if (c !== undefined && found.length < 64) found.push([b, c, d])
    }
  }
  return found
}
