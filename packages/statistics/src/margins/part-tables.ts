import { leavesCounts, type MarginSystem } from './margin-system.ts'
import { residualWalk } from './residual-walk.ts'

/** The known cells gathered into parts (clusters, say): what a statistic sees is the table of parts × categories. */
export type Parts = {
  /** The part of each known cell, from 0. */
  partOf: number[]
  /** One per part: parts that may change places without changing the statistic have the same class. */
  classOf: (number | string)[]
  /** A part whose line is of no interest: tables that differ only there are visited once, and show it as zeros. */
  leftOut?: number
}

/** Visits so far, now and then; the end says whether all were visited before the steps ran out. */
export type PartTableWalk = Generator<number, boolean, void>

/**
 * Visits every table of parts × published categories that some joint table with the published margins adds
 * up to, each once. The table is flat, the same array from call to call. Parts of one class with the same
 * known cells can change places: only one order of them is visited, and `orders` says how many there are.
 *
 * Each part table is reached once although many joint tables add up to it, because the walk carries the set
 * of all residuals the chosen lines can leave (as one makes an automaton deterministic).
 */
export function* everyPartTable(
  system: MarginSystem,
  { partOf, classOf, leftOut }: Parts,
  maxSteps: number,
  visit: (table: Float64Array, orders: number) => void,
): PartTableWalk {
  const { categories, published } = system
  const { sequence, alike, cellsOf } = partSequence(system, { partOf, classOf })
  const order = sequence.flatMap((part) => cellsOf[part])
  const walk = residualWalk(system, order)
  const table = new Float64Array(sequence.length * published)
  const lines: number[][] = []
  const alive = new Set<string>()
  const dead = new Set<string>()
  let steps = 0
  let visited = 0
  if (leavesCounts(system)) return true
  yield* descend(0, 0, [walk.start], 1, 1, 1)
  return steps <= maxSteps

  /** `orders` of the lines so far; `run` parts alike so far, the last `equal` of them with the same line. */
  function* descend(
    i: number,
    place: number,
    states: Float64Array[],
    orders: number,
    run: number,
    equal: number,
  ): Generator<number, void, void> {
    if (i === sequence.length) {
      visit(table, orders)
      if (++visited % 256 === 0) yield visited
      return
    }
    const to = sequence[i] * published
    const cells = cellsOf[sequence[i]].length
    const runHere = alike[i] ? run + 1 : 1
    for (const { line, states: next } of linesFrom(place, cells, states, sequence[i] === leftOut)) {
      const order = alike[i] ? compare(line, lines[i - 1]) : 1
      if (order < 0) continue
      const equalHere = order === 0 ? equal + 1 : 1
      lines[i] = line
      for (let k = 0; k < published; k++) table[to + k] = sequence[i] === leftOut ? 0 : line[k]
      // Step by step m! / Π(equal lines)!, the number of different orders of m alike parts.
      yield* descend(i + 1, place + cells, next, (orders * runHere) / equalHere, runHere, equalHere)
      if (steps > maxSteps) return
    }
  }

  /** The different lines a part can have, each with all the residuals it can leave. */
  function linesFrom(from: number, cells: number, states: Float64Array[], blind: boolean) {
    const found = new Map<string, { line: number[]; states: Float64Array[]; keys: Set<string> }>()
    for (const residual of states) fill(from, residual, Array(categories).fill(0))
    return found.values()

    function fill(place: number, residual: Float64Array, line: number[]): boolean {
      if (place < from + cells)
        return walk.choose(place, residual, (filling) => {
          const sum = line.map((count, k) => count + filling[k])
          return ++steps > maxSteps || fill(place + 1, walk.after(place, residual, filling), sum)
        })
      if (!canBeFilled(place, residual)) return steps > maxSteps
      const name = blind ? '' : line.join()
      const key = walk.key(place, residual)
      const held = found.get(name)
      if (!held) found.set(name, { line, states: [residual], keys: new Set([key]) })
      else if (!held.keys.has(key)) {
        held.keys.add(key)
        held.states.push(residual)
      }
      return false
    }
  }

  function canBeFilled(place: number, residual: Float64Array): boolean {
    if (place === order.length) return true
    const key = `${place} ${walk.key(place, residual)}`
    if (alive.has(key)) return true
    if (dead.has(key)) return false
    let filled = false
    walk.choose(place, residual, (filling) => {
      filled = canBeFilled(place + 1, walk.after(place, residual, filling))
      return filled || ++steps > maxSteps
    })
    ;(filled ? alive : dead).add(key)
    return filled
  }
}

/** The parts in the order of the walk: those of one published row together, those alike next to each other. */
function partSequence({ sizes, rowsOfCell }: MarginSystem, { partOf, classOf }: Parts) {
  const cellsOf: number[][] = Array.from({ length: classOf.length }, () => [])
  partOf.forEach((part, cell) => cellsOf[part].push(cell))
  const kind = (cell: number) => `${rowsOfCell[cell].join()}:${sizes[cell]}`
  for (const cells of cellsOf) cells.sort((a, b) => kind(a).localeCompare(kind(b)))
  const kinds = cellsOf.map((cells, part) => `${classOf[part]}|${cells.map(kind).join(' ')}`)
  const firstRow = (part: number) => Math.min(...cellsOf[part].map((cell) => rowsOfCell[cell][0] ?? -1))
  const sequence = cellsOf
    .map((_, part) => part)
    .sort((a, b) => firstRow(a) - firstRow(b) || kinds[a].localeCompare(kinds[b]) || a - b)
  return {
    cellsOf,
    sequence,
    alike: sequence.map((part, i) => i > 0 && kinds[part] === kinds[sequence[i - 1]]),
  }
}

function compare(a: number[], b: number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k] - b[k]
  return 0
}
