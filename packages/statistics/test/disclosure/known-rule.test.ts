import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suppressTable } from '../../src/index.ts'
import { seededRandom } from '../../src/seeded-random.ts'
import { everyTable, shownOf, tables, withTotals } from './every-table.ts'

const threshold = 3

test('an attacker who tries every table, and knows the rule, finds no range narrower than the threshold', () => {
  let hiddenCells = 0
  fc.assert(
    fc.property(
      fc.oneof(tables(2, 2), tables(2, 3), tables(3, 3)).filter(withTotals(threshold)),
      fc.constantFrom('hide' as const, 'flag' as const),
      fc.constantFrom({}, { column: 1 }),
      (counts, whole, apart) => {
        const options = { threshold, whole, apart: [apart] }
        const { cells, hidden } = suppressTable(counts, options)
        const ranges = cells.map(({ row, column }) => ({
          lower: counts[row][column],
          upper: counts[row][column],
        }))
        for (const world of everyTable(shownOf(counts, hidden))) {
          const values = cells.map(({ row, column }) => world[row][column])
          // Only a table that widens a range need be asked about.
          if (values.every((value, at) => ranges[at].lower <= value && value <= ranges[at].upper)) continue
          if (suppressTable(world, options).hidden.join() !== hidden.join()) continue
          values.forEach((value, at) => {
            ranges[at].lower = Math.min(ranges[at].lower, value)
            ranges[at].upper = Math.max(ranges[at].upper, value)
          })
        }
        cells.forEach(({ told }, at) => {
          const { lower, upper } = ranges[at]
          expect(upper - lower, JSON.stringify({ counts, whole, apart })).toBeGreaterThanOrEqual(threshold)
          expect(lower <= told.lower && told.upper <= upper).toBe(true)
          expect(told.upper - told.lower).toBeGreaterThanOrEqual(threshold)
        })
        hiddenCells += cells.length
      },
    ),
    { seed: 15, numRuns: 80 },
  )
  expect(hiddenCells).toBeGreaterThan(150)
}, 60_000)

test('in tables of twenty-four institutions and of many children the rule narrows nothing below the threshold', () => {
  let hiddenCells = 0
  const random = seededRandom(9)
  for (const [rows, columns, units, least] of [
    [3, 4, 24, 3],
    [4, 5, 24, 3],
    [3, 3, 400, 5],
    [4, 5, 900, 5],
  ])
    for (let run = 0; run < 12; run++) {
      const counts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0))
      const pull = counts.flat().map(() => random.uniform() ** 3)
      const places = pull.flatMap((strength, at) => Array<number>(Math.ceil(strength * 20)).fill(at))
      for (let unit = 0; unit < units; unit++) {
        const at = places[random.integer(places.length)]
        counts[Math.floor(at / columns)][at % columns]++
      }
      if (!withTotals(least)(counts)) continue
      for (const { told } of suppressTable(counts, { threshold: least }).cells) {
        expect(told.upper - told.lower, JSON.stringify(counts)).toBeGreaterThanOrEqual(least)
        hiddenCells++
      }
    }
  expect(hiddenCells).toBeGreaterThan(120)
}, 60_000)
