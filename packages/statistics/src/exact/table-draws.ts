import type { Steps } from '../design/steps.ts'
import { seededRandom } from '../seeded-random.ts'
import type { DrawnStatistic } from './exact-table-tails.ts'
import type { Tails } from './exact-p.ts'
import { randomTable } from './random-table.ts'

/** Tails of several statistics given both margins, estimated from the same random tables. */
export function* tableDraws(
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  statistics: readonly DrawnStatistic[],
  draws: number,
  seed: number,
): Steps<Tails[]> {
  const random = seededRandom(seed)
  const rows = rowTotals.length
  const columns = columnTotals.length
  const table = new Float64Array(rows * columns)
  const open = new Float64Array(rows)
  const tails = statistics.map(() => ({ above: 0, at: 0, below: 0, farther: 0, asFar: 0 }))
  for (let done = 0; done < draws; done++) {
    if (done % 512 === 0) yield done / draws
    randomTable(random, rowTotals, columnTotals, table, open)
    for (let s = 0; s < statistics.length; s++) {
      const { observed, slack, centre } = statistics[s]
      const value = statistics[s].of(table, rows, columns)
      const side = value > observed + slack ? 'above' : value < observed - slack ? 'below' : 'at'
      tails[s][side]++
      if (centre === undefined) {
        if (side === 'above') tails[s].farther++
        else if (side === 'at') tails[s].asFar++
        continue
      }
      const far = Math.abs(value - centre) - Math.abs(observed - centre)
      if (far > slack) tails[s].farther++
      else if (far >= -slack) tails[s].asFar++
    }
  }
  for (const each of tails) for (const part of Object.keys(each) as (keyof Tails)[]) each[part] /= draws
  return tails
}
