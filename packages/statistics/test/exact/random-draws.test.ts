import { expect, test } from 'vitest'
import { chiSquareTail } from '../../src/distributions.ts'
import { binomialHalf, fairDraws } from '../../src/exact/fair-tosses.ts'
import { hypergeometricChance } from '../../src/exact/hypergeometric-chance.ts'
import { hypergeometricDraw } from '../../src/exact/hypergeometric-draw.ts'
import { randomTable } from '../../src/exact/random-table.ts'
import { seededRandom } from '../../src/seeded-random.ts'
import { everyTable } from './every-table.ts'

/** p of the χ² test that draws have these chances; cells expected fewer than ten times are taken together. */
function fit(draw: () => number, chance: (x: number) => number, from: number, to: number): number {
  const draws = 50_000
  const seen = new Map<number, number>()
  for (let k = 0; k < draws; k++) {
    const x = draw()
    seen.set(x, (seen.get(x) ?? 0) + 1)
  }
  let statistic = 0
  let cells = 0
  let rest = { seen: draws, expected: draws }
  for (let x = from; x <= to; x++) {
    const expected = draws * chance(x)
    if (expected < 10) continue
    const count = seen.get(x) ?? 0
    statistic += (count - expected) ** 2 / expected
    rest = { seen: rest.seen - count, expected: rest.expected - expected }
    cells++
  }
  if (rest.expected > 10) statistic += (rest.seen - rest.expected) ** 2 / rest.expected
  return chiSquareTail(statistic, Math.max(1, cells - (rest.expected > 10 ? 0 : 1)))
}

test('small and large hypergeometric draws have the chances of the distribution', () => {
  const random = seededRandom(11)
  for (const [good, bad, taken] of [
    [5, 7, 4],
    [60, 30, 45],
    [3, 5000, 2000],
    [40_000, 60_000, 30_000],
    [200_000, 1_000_000, 600_000],
  ]) {
    const middle = (taken * good) / (good + bad)
    const spread = Math.ceil(8 * Math.sqrt(middle) + 3)
    const p = fit(
      () => hypergeometricDraw(random, good, bad, taken),
      (x) => hypergeometricChance(x, good, bad, taken),
      Math.max(0, Math.floor(middle - spread)),
      Math.min(good, Math.ceil(middle + spread)),
    )
    expect(p).toBeGreaterThan(0.001)
  }
})

test('hypergeometric chances sum to one and are those of R', () => {
  // dhyper(12, 40, 60, 30); dhyper(500123, 1e6, 1e6, 1e6)
  expect(hypergeometricChance(12, 40, 60, 30)).toBeCloseTo(0.1759480068612332, 13)
  expect(hypergeometricChance(500123, 1e6, 1e6, 1e6) / 0.001062118950364882).toBeCloseTo(1, 11)
  let sum = 0
  for (let x = 0; x <= 30; x++) sum += hypergeometricChance(x, 40, 60, 30)
  expect(sum).toBeCloseTo(1, 13)
  expect(hypergeometricChance(31, 40, 60, 30)).toBe(0)
})

test('fair tosses have the chances of fair tosses', () => {
  const random = seededRandom(12)
  for (const tosses of [1, 7, 100, 2001])
    expect(
      fit(
        () => fairDraws(random, tosses),
        (heads) => binomialHalf(heads, tosses),
        0,
        tosses,
      ),
    ).toBeGreaterThan(0.001)
})

test('random tables come as often as their probability says', () => {
  const every = everyTable([
    [2, 1, 0],
    [1, 2, 1],
    [0, 0, 2],
  ])
  const names = new Map(every.map(({ table }, k) => [table.flat().join(), k]))
  const random = seededRandom(13)
  const table = new Float64Array(9)
  const open = new Float64Array(3)
  const draw = () => {
    randomTable(random, [3, 4, 2], [3, 3, 3], table, open)
    return names.get(table.join())!
  }
  expect(fit(draw, (k) => every[k].chance, 0, every.length - 1)).toBeGreaterThan(0.001)
})
