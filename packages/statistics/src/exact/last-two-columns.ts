import { logFactorial } from '../distributions.ts'
import type { NetworkStatistic } from './statistic-terms.ts'

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
  #left: Int32Array = new Int32Array(0)
  #start = 0
  #remaining = 0
  #fixed = 0
  /** Fewest and most that each row can put into the first of the two columns. */
  #least: Int32Array
  #most: Int32Array
  #at: Int32Array
  #slopes: Float64Array
  #order: number[]
  #terms: Float64Array
  #ways: Float64Array

  constructor(statistic: NetworkStatistic, rows: number, wanted: number) {
    this.#statistic = statistic
    this.#rows = rows
    this.#wanted = wanted
    this.#least = new Int32Array(rows)
    this.#most = new Int32Array(rows)
    this.#at = new Int32Array(rows)
    this.#slopes = new Float64Array(rows)
    this.#order = Array.from({ length: rows }, (_, i) => i)
    this.#terms = new Float64Array(rows * (wanted + 1))
    this.#ways = new Float64Array(rows * (wanted + 1))
  }

  /** Turns to the node whose rows still need `left[start…]`. */
  bind(left: Int32Array, start: number): void {
    this.#left = left
    this.#start = start
    this.#remaining = 0
    for (let i = 0; i < this.#rows; i++) this.#remaining += left[start + i]
    const last = this.#remaining - this.#wanted
    for (let i = 0; i < this.#rows; i++) {
      this.#least[i] = Math.max(0, left[start + i] - last)
      this.#most[i] = Math.min(left[start + i], this.#wanted)
    }
    const { bend } = this.#statistic
    this.#fixed = this.#statistic.bindLastTwo(left, start, this.#wanted)
    this.lowest = this.#fixed + (bend > 0 ? this.#exchanges(1) : -this.#chords(-1))
    this.highest = this.#fixed + (bend < 0 ? -this.#exchanges(-1) : this.#chords(1))
  }

  /** Calls `visit` with what each table adds and its chance given the node; returns the number of tables. */
  list(visit: (added: number, chance: number) => void): number {
    const scale = this.#weigh()
    const rows = this.#rows
    const least = this.#least
    const most = this.#most
    const terms = this.#terms
    const ways = this.#ways
    const stride = this.#wanted + 1
    const fewestBelow = new Int32Array(rows + 1)
    const mostBelow = new Int32Array(rows + 1)
    for (let i = rows - 1; i >= 0; i--) {
      fewestBelow[i] = fewestBelow[i + 1] + least[i]
      mostBelow[i] = mostBelow[i + 1] + most[i]
    }
    let tables = 0
    place(0, this.#wanted, this.#fixed, scale)
    return tables

    function place(row: number, open: number, added: number, chance: number): void {
      const from = Math.max(least[row], open - mostBelow[row + 1])
      const to = Math.min(most[row], open - fewestBelow[row + 1])
      const at = row * stride
      if (row < rows - 2) {
        for (let x = from; x <= to; x++)
          place(row + 1, open - x, added + terms[at + x], chance * ways[at + x])
        return
      }
      // The last row takes what is left.
      const other = at + stride + open
      tables += to - from + 1
      for (let x = from; x <= to; x++)
        visit(added + terms[at + x] + terms[other - x], chance * ways[at + x] * ways[other - x])
    }
  }

  /**
   * Fills terms and ways; returns the factor that makes products of ways chances. A row's ways are tilted by the
   * odds of the first column, which multiplies all tables alike and puts each row's largest way near 1: untilted,
   * the likely tables of some thousand observations would be products of 0 and infinity.
   */
  #weigh(): number {
    const odds = Math.log(this.#wanted / (this.#remaining - this.#wanted))
    let logScale =
      logFactorial(this.#wanted) +
      logFactorial(this.#remaining - this.#wanted) -
      logFactorial(this.#remaining) -
      this.#wanted * odds
    for (let i = 0; i < this.#rows; i++) {
      const has = this.#left[this.#start + i]
      const share = Math.round((has * this.#wanted) / this.#remaining)
      const top = share * odds - logFactorial(share) - logFactorial(has - share)
      logScale += logFactorial(has) + top
      for (let x = this.#least[i]; x <= this.#most[i]; x++) {
        const place = i * (this.#wanted + 1) + x
        this.#terms[place] = this.#statistic.lastTwo(i, x)
        this.#ways[place] = Math.exp(x * odds - logFactorial(x) - logFactorial(has - x) - top)
      }
    }
    return Math.exp(logScale)
  }

  /**
   * Exact minimum of Σ sign · terms for terms that bend up: starts in proportion and moves observations from row to
   * row while that helps, twice as many at a time as long as all of them help; for convex terms no better table is
   * then left anywhere.
   */
  #exchanges(sign: 1 | -1): number {
    const rows = this.#rows
    const at = this.#at
    const step = (row: number, x: number) =>
      sign * (this.#statistic.lastTwo(row, x + 1) - this.#statistic.lastTwo(row, x))
    let open = this.#wanted
    for (let i = 0; i < rows; i++) {
      const share = (this.#left[this.#start + i] * this.#wanted) / Math.max(1, this.#remaining)
      at[i] = Math.min(this.#most[i], Math.max(this.#least[i], Math.round(share)))
      open -= at[i]
    }
    for (;;) {
      let giver = -1
      let taker = -1
      let saved = -Infinity
      let spent = Infinity
      for (let i = 0; i < rows; i++) {
        if (at[i] > this.#least[i]) {
          const back = step(i, at[i] - 1)
          if (back > saved) [giver, saved] = [i, back]
        }
        if (at[i] < this.#most[i]) {
          const on = step(i, at[i])
          if (on < spent) [taker, spent] = [i, on]
        }
      }
      if (open > 0) {
        at[taker]++
        open--
      } else if (open < 0) {
        at[giver]--
        open++
      } else if (giver >= 0 && taker >= 0 && spent < saved - 1e-9 * Math.abs(saved)) {
        let moved = 1
        while (
          at[giver] - 2 * moved >= this.#least[giver] &&
          at[taker] + 2 * moved <= this.#most[taker] &&
          step(taker, at[taker] + 2 * moved - 1) < step(giver, at[giver] - 2 * moved)
        )
          moved *= 2
        at[giver] -= moved
        at[taker] += moved
      } else break
    }
    let sum = 0
    for (let i = 0; i < rows; i++) sum += sign * this.#statistic.lastTwo(i, at[i])
    return sum
  }

  /** Upper bound of Σ sign · terms that bend up, exact for straight lines: the chords, steepest first. */
  #chords(sign: 1 | -1): number {
    let open = this.#wanted
    let sum = 0
    for (let i = 0; i < this.#rows; i++) {
      const low = sign * this.#statistic.lastTwo(i, this.#least[i])
      const width = this.#most[i] - this.#least[i]
      const high = width > 0 ? sign * this.#statistic.lastTwo(i, this.#most[i]) : low
      this.#slopes[i] = width > 0 ? (high - low) / width : 0
      open -= this.#least[i]
      sum += low
    }
    this.#order.sort((a, b) => this.#slopes[b] - this.#slopes[a])
    for (const i of this.#order) {
      const taken = Math.min(open, this.#most[i] - this.#least[i])
      sum += taken * this.#slopes[i]
      open -= taken
    }
    return sum
  }
}
