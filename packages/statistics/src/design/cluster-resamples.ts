import type { SeededRandom } from '../seeded-random.ts'
import type { Steps } from './steps.ts'

/** How many distinct resamples there are: multisets of m - 1 out of m, multiplied over the cells. */
export function countResamples(cells: number[][]): number {
  let count = 1
  for (const { length } of cells) for (let k = 1; k < length; k++) count = (count * (length - 1 + k)) / k
  return count
}

/**
 * Calls `add` with each cluster's weight in every distinct resample, and the resample's chance: m - 1 of a cell's
 * m clusters, each counted m / (m - 1) times. The weights are the same array from call to call.
 */
export function everyResample(
  cells: number[][],
  clusters: number,
  add: (weights: Float64Array, chance: number) => void,
): void {
  const weights = new Float64Array(clusters)
  cell(0, 1)

  function cell(at: number, chance: number): void {
    if (at === cells.length) add(weights, chance)
    else fill(at, 0, cells[at].length - 1, chance)
  }

  /** Gives each cluster of the cell its times, with the multinomial chance: binomial step by step. */
  function fill(at: number, member: number, left: number, chance: number): void {
    const members = cells[at]
    if (member === members.length - 1) {
      weights[members[member]] = (left * members.length) / (members.length - 1)
      cell(at + 1, chance)
      return
    }
    const p = 1 / (members.length - member)
    let ways = (1 - p) ** left
    for (let times = 0; times <= left; times++) {
      weights[members[member]] = (times * members.length) / (members.length - 1)
      fill(at, member + 1, left - times, chance * ways)
      ways *= ((left - times) / (times + 1)) * (p / (1 - p))
    }
  }
}

/** The same for random resamples, each with chance 1 / draws. */
export function* drawnResamples(
  cells: number[][],
  clusters: number,
  draws: number,
  random: SeededRandom,
  add: (weights: Float64Array, chance: number) => void,
): Steps<void> {
  const weights = new Float64Array(clusters)
  for (let draw = 1; draw <= draws; draw++) {
    weights.fill(0)
    for (const members of cells)
      for (let k = 1; k < members.length; k++)
        weights[members[random.integer(members.length)]] += members.length / (members.length - 1)
    add(weights, 1 / draws)
    if (draw % 1024 === 0) yield draw / draws
  }
}
