import { logFactorial } from '../distributions.ts'
import type { LastTwoRange, NetworkStatistic } from './statistic-terms.ts'

/**
 * The r × 2 tables behind one node of a margin network: bounds of what they add to the statistic without listing
 * them, and the list with chances. One object is used for node after node.
 */
export class LastTwoColumns {
  /** Bounds of what the two columns add, set by `bind`; every table lies within, the ends need not be reached. */
  lowest = 0
  highest = 0
  #statistic: NetworkStatistic
  #rows: number
  #wanted: number
  #stride: number
  #range: LastTwoRange
  #terms: Float64Array
  #ways: Float64Array
  #above: Int32Array
  #fixed = 0
  #scale = 0
  #slopes: Float64Array
  #order: number[]

  constructor(statistic: NetworkStatistic, rows: number, wanted: number) {
    this.#statistic = statistic
    this.#rows = rows
    this.#wanted = wanted
    this.#stride = wanted + 1
    const left = new Int32Array(0)
    this.#range = { left, start: 0, least: new Int32Array(rows), most: new Int32Array(rows), wanted }
    this.#terms = new Float64Array(rows * this.#stride)
    this.#ways = new Float64Array(rows * this.#stride)
    this.#above = new Int32Array(rows + 1)
    this.#slopes = new Float64Array(rows)
    this.#order = Array.from({ length: rows }, (_, i) => i)
  }

  /** Turns to the node whose rows still need `left[start…]`. */
  bind(left: Int32Array, start: number): void {
    const { least, most } = this.#range
    this.#range.left = left
    this.#range.start = start
    let remaining = 0
    for (let i = 0; i < this.#rows; i++) remaining += left[start + i]
    const last = remaining - this.#wanted
    for (let i = 0; i < this.#rows; i++) {
      least[i] = Math.max(0, left[start + i] - last)
      most[i] = Math.min(left[start + i], this.#wanted)
    }
    this.#fixed = this.#statistic.lastTwo(this.#range, this.#terms, this.#stride)
    const bend = this.#statistic.bend
    this.lowest = this.#fixed + (bend >= 0 ? this.#greedy(1) : -this.#chords(-1))
    this.highest = this.#fixed + (bend <= 0 ? -this.#greedy(-1) : this.#chords(1))
  }

  /** Calls `visit` with what each table adds and its chance given the node; returns the number of tables. */
  list(visit: (added: number, chance: number) => void): number {
    const { least, most } = this.#range
    const stride = this.#stride
    const terms = this.#terms
    const ways = this.#ways
    const rows = this.#rows
    this.#weigh()
    this.#above[rows] = 0
    const leastAbove = new Int32Array(rows + 1)
    const above = this.#above
    for (let i = rows - 1; i >= 0; i--) {
      above[i] = above[i + 1] + most[i]
      leastAbove[i] = leastAbove[i + 1] + least[i]
    }
    let tables = 0
    const place = (row: number, open: number, added: number, chance: number): void => {
      const from = Math.max(least[row], open - above[row + 1])
      const to = Math.min(most[row], open - leastAbove[row + 1])
      const at = row * stride
      if (row === rows - 2) {
        const other = at + stride + open
        tables += Math.max(0, to - from + 1)
        for (let x = from; x <= to; x++)
          visit(added + terms[at + x] + terms[other - x], chance * ways[at + x] * ways[other - x])
        return
      }
      for (let x = from; x <= to; x++) place(row + 1, open - x, added + terms[at + x], chance * ways[at + x])
    }
    place(0, this.#wanted, this.#fixed, this.#scale)
    return tables
  }

  /** Ways to choose x of a row's observations, scaled to at most 1 per row so that products stay in range. */
  #weigh(): void {
    const { left, start, least, most } = this.#range
    let logScale = 0
    let remaining = 0
    for (let i = 0; i < this.#rows; i++) {
      const has = left[start + i]
      remaining += has
      const middle = Math.min(most[i], Math.max(least[i], has >> 1))
      const top = -logFactorial(middle) - logFactorial(has - middle)
      logScale += logFactorial(has) + top
      for (let x = least[i]; x <= most[i]; x++)
        this.#ways[i * this.#stride + x] = Math.exp(-logFactorial(x) - logFactorial(has - x) - top)
    }
    logScale += logFactorial(this.#wanted) + logFactorial(remaining - this.#wanted) - logFactorial(remaining)
    this.#scale = Math.exp(logScale)
  }

  /** Exact minimum of Σ sign · terms for terms that bend up: each unit goes where it adds least. */
  #greedy(sign: 1 | -1): number {
    const { least, most } = this.#range
    const stride = this.#stride
    const terms = this.#terms
    const at = this.#above
    let open = this.#wanted
    let sum = 0
    for (let i = 0; i < this.#rows; i++) {
      at[i] = least[i]
      open -= least[i]
      sum += sign * terms[i * stride + least[i]]
      this.#slopes[i] = this.#nextSlope(i, least[i], most[i], sign)
    }
    while (open-- > 0) {
      let best = 0
      for (let i = 1; i < this.#rows; i++) if (this.#slopes[i] < this.#slopes[best]) best = i
      sum += this.#slopes[best]
      this.#slopes[best] = this.#nextSlope(best, ++at[best], most[best], sign)
    }
    return sum
  }

  #nextSlope(row: number, x: number, most: number, sign: 1 | -1): number {
    const at = row * this.#stride + x
    return x < most ? sign * (this.#terms[at + 1] - this.#terms[at]) : Infinity
  }

  /** Upper bound of Σ sign · terms for terms that bend up: the chords' linear programme, by steepest chord first. */
  #chords(sign: 1 | -1): number {
    const { least, most } = this.#range
    const stride = this.#stride
    let open = this.#wanted
    let sum = 0
    for (let i = 0; i < this.#rows; i++) {
      open -= least[i]
      const low = sign * this.#terms[i * stride + least[i]]
      sum += low
      this.#slopes[i] =
        most[i] > least[i] ? (sign * this.#terms[i * stride + most[i]] - low) / (most[i] - least[i]) : 0
    }
    this.#order.sort((a, b) => this.#slopes[b] - this.#slopes[a])
    for (const i of this.#order) {
      const taken = Math.min(open, most[i] - least[i])
      sum += taken * this.#slopes[i]
      open -= taken
    }
    return sum
  }
}
