import type { Attacker, HiddenRange } from './attacker.ts'

/**
 * The attacker of one table whose row and column totals are shown. A hidden count can only change along closed walks
 * through hidden counts, up and down by turns, so its range is a largest flow from its row to its column through the
 * other hidden counts: whole numbers throughout, no rounding, both ends attained.
 *
 * Source: Gusfield (1988), A graph theoretic approach to statistical data security; largest flow by shortest
 * augmenting paths (Edmonds & Karp 1972).
 */
export function tableAttacker(counts: number[][]): Attacker {
  const rows = counts.length
  const columns = counts[0]?.length ?? 0
  const cameFrom = new Int32Array(rows + columns)
  const queue = new Int32Array(rows + columns)

  return { range }

  function range(item: number, hidden: readonly boolean[], enough = Infinity): HiddenRange {
    const [row, column] = [Math.floor(item / columns), item % columns]
    const value = counts[row][column]
    const up = flow(row, column, hidden, true, enough)
    const down = flow(row, column, hidden, false, Math.min(value, enough - up))
    return { lower: value - down, upper: value + up }
  }

  /**
   * How many units can go round through the hidden counts, at most `most`. To raise the count, others in its row fall
   * (by what they have), others in their columns rise (without limit); to lower it, the other way round.
   */
  function flow(
    row: number,
    column: number,
    hidden: readonly boolean[],
    raise: boolean,
    most: number,
  ): number {
    const left = counts.map((line) => line.map((count) => (raise ? count : Infinity)))
    const back = counts.map((line) => line.map((count) => (raise ? Infinity : count)))
    const own = row * columns + column
    let pushed = 0
    while (pushed < most && search()) {
      let width = most - pushed
      for (let at = rows + column; at !== row; at = cameFrom[at])
        width = Math.min(width, capacity(cameFrom[at], at))
      for (let at = rows + column; at !== row; at = cameFrom[at]) push(cameFrom[at], at, width)
      if (width === Infinity) return Infinity
      pushed += width
    }
    return pushed

    function capacity(from: number, to: number): number {
      return from < rows ? left[from][to - rows] : back[to][from - rows]
    }

    function push(from: number, to: number, width: number): void {
      const [i, j, sign] = from < rows ? [from, to - rows, 1] : [to, from - rows, -1]
      left[i][j] -= sign * width
      back[i][j] += sign * width
    }

    /** Breadth first from the count's row to its column, never through the count itself. */
    function search(): boolean {
      cameFrom.fill(-1)
      cameFrom[row] = row
      queue[0] = row
      for (let head = 0, tail = 1; head < tail; head++) {
        const at = queue[head]
        const isRow = at < rows
        for (let k = 0; k < (isRow ? columns : rows); k++) {
          const to = isRow ? rows + k : k
          const cell = isRow ? at * columns + k : k * columns + at - rows
          if (cameFrom[to] >= 0 || cell === own || !hidden[cell] || capacity(at, to) <= 0) continue
          cameFrom[to] = at
          if (to === rows + column) return true
          queue[tail++] = to
        }
      }
      return false
    }
  }
}
