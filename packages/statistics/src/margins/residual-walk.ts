import type { MarginSystem } from './margin-system.ts'

/**
 * Fills the known cells one after another and keeps what each published row still has to give (its residual:
 * rows × categories, flat). Only what the filled cells have in common with the open ones is kept in the key,
 * so fillings that leave the same residual are one state.
 */
export type ResidualWalk = {
  start: Float64Array
  /** Calls `visit` with every filling the residual allows at this place, until it answers true; tells whether it did. */
  choose: (place: number, residual: Float64Array, visit: (filling: number[]) => boolean) => boolean
  /** What is left after a filling. */
  after: (place: number, residual: Float64Array, filling: number[]) => Float64Array
  /** The state before the cell at this place, as text. */
  key: (place: number, residual: Float64Array) => string
}

/** The walk over the cells in the given order. */
export function residualWalk(system: MarginSystem, order: number[]): ResidualWalk {
  const { sizes, categories, rows, rowsOfCell } = system
  // Units of each row in the cells after each place: what they cannot take must be taken now.
  const later = order.map(() => new Float64Array(rows.length))
  for (let place = order.length - 2; place >= 0; place--) {
    later[place].set(later[place + 1])
    for (const row of rowsOfCell[order[place + 1]]) later[place][row] += sizes[order[place + 1]]
  }
  const lastPlace = rows.map(({ members }) => Math.max(-1, ...members.map((cell) => order.indexOf(cell))))
  const open = order.map((_, place) => rows.flatMap((_, row) => (lastPlace[row] >= place ? [row] : [])))
  const start = new Float64Array(rows.length * categories)
  rows.forEach(({ counts }, row) => start.set(counts, row * categories))
  // A row without suppressed counts has as many units left as its open cells: its last category follows.
  const suppressed = rows.map(({ counts }) => counts.includes(Infinity))
  const wide = rows.some(({ counts }) => counts.some((count) => count >= 0x8000 && count < Infinity))
  const codes: number[] = Array(2 * rows.length * categories).fill(0)
  const low = new Float64Array(categories)
  const high = new Float64Array(categories)
  return { start, choose, after, key }

  function choose(place: number, residual: Float64Array, visit: (filling: number[]) => boolean): boolean {
    const cell = order[place]
    const size = sizes[cell]
    for (let k = 0; k < categories; k++) {
      let least = 0
      let most = size
      for (const row of rowsOfCell[cell]) {
        const left = residual[row * categories + k]
        if (left === Infinity) continue
        most = Math.min(most, left)
        least = Math.max(least, left - later[place][row])
      }
      if (least > most) return false
      low[k] = least
      high[k] = most
    }
    return fill(size, low.slice(), high.slice(), visit)
  }

  function after(place: number, residual: Float64Array, filling: number[]): Float64Array {
    const left = residual.slice()
    for (const row of rowsOfCell[order[place]])
      for (let k = 0; k < categories; k++) left[row * categories + k] -= filling[k]
    return left
  }

  function key(place: number, residual: Float64Array): string {
    let length = 0
    for (const row of open[place] ?? []) {
      const told = suppressed[row] ? categories : categories - 1
      for (let k = 0; k < told; k++) {
        const left = residual[row * categories + k]
        codes[length++] = left === Infinity ? 0xffff : left & 0x7fff
        if (wide) codes[length++] = left === Infinity ? 0 : Math.floor(left / 0x8000)
      }
    }
    return String.fromCharCode.apply(null, codes.slice(0, length))
  }
}

/** Every way to write `size` as a sum with each part between its limits. */
function fill(
  size: number,
  low: Float64Array,
  high: Float64Array,
  visit: (filling: number[]) => boolean,
): boolean {
  const last = low.length - 1
  const filling: number[] = Array(low.length).fill(0)
  const lowAfter = new Float64Array(low.length + 1)
  const highAfter = new Float64Array(low.length + 1)
  for (let k = last; k >= 0; k--) {
    lowAfter[k] = lowAfter[k + 1] + low[k]
    highAfter[k] = highAfter[k + 1] + high[k]
  }
  return last >= 0 ? part(0, size) : size === 0 && visit(filling)

  function part(k: number, left: number): boolean {
    const from = Math.max(low[k], left - highAfter[k + 1])
    const to = Math.min(high[k], left - lowAfter[k + 1])
    for (let count = from; count <= to; count++) {
      filling[k] = count
      if (k === last ? visit(filling) : part(k + 1, left - count)) return true
    }
    return false
  }
}

/** The cells sorted by the rows they stand in, so that rows are finished soon and few states stay open. */
export function cellOrder({ sizes, rowsOfCell }: MarginSystem): number[] {
  return sizes
    .map((_, cell) => cell)
    .sort((a, b) => {
      for (let i = 0; i < Math.max(rowsOfCell[a].length, rowsOfCell[b].length); i++) {
        const difference = (rowsOfCell[a][i] ?? -1) - (rowsOfCell[b][i] ?? -1)
        if (difference !== 0) return difference
      }
      return sizes[a] - sizes[b]
    })
}
