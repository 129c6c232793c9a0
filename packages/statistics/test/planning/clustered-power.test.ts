import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusteredPower, clusteredPowerSteps, clusterPermutation, takeSteps } from '../../src/index.ts'
import { seededRandom } from '../../src/seeded-random.ts'
import { trialSimulator } from '../../src/planning/cluster-trial.ts'

const kora = { groupOf: [0, 0, 1, 1, 2, 2], units: 4, shares: [0.5, 0.3, 0.2], icc: 0.1 }
const twenty = {
  groupOf: Array.from({ length: 20 }, (_, i) => i % 2),
  units: 10,
  shares: [0.3, 0.4, 0.3],
  icc: 0.1,
}

test('power of a two-group design agrees with an R simulation', () => {
  // R: set.seed(7); A <- combn(10, 5); cut <- qnorm(c(.3, .7)); g <- rep(0:1, 5)
  //    mean(replicate(4000, { s <- t(sapply(g, function(a) tabulate(1 + findInterval(.8 * a + sqrt(.1) * rnorm(1) +
  //      sqrt(.9) * rnorm(8), cut), 3))) %*% 1:3; d <- function(i) (sum(s[i]) - sum(s[-i])) / 40
  //      mean(abs(apply(A, 2, d)) >= abs(d(which(g == 1))) - 1e-9) <= .05 }))  # 0.52475, standard error 0.0079
  const trial = {
    groupOf: Array.from({ length: 10 }, (_, i) => i % 2),
    units: 8,
    shares: [0.3, 0.4, 0.3],
    icc: 0.1,
    statistic: 'mean-difference' as const,
  }
  const { power, se } = clusteredPower(trial, [0, 0.8])
  expect(Math.abs(power - 0.52475)).toBeLessThan(4 * Math.hypot(se, 0.0079))
})

test('without an effect the test rejects at most at its level', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 0.2, 0.5), fc.nat(100), (icc, seed) => {
      const { power } = clusteredPower({ ...kora, icc, seed, simulations: 400 }, [0, 0, 0])
      expect(power).toBeLessThan(0.05 + 3.5 * Math.sqrt((0.05 * 0.95) / 400))
    }),
    { seed: 1, numRuns: 8 },
  )
})

test('an effect in either direction is found as often', () => {
  const forward = clusteredPower({ ...twenty, simulations: 500 }, [0, 0.6])
  const backward = clusteredPower({ ...twenty, simulations: 500 }, [0, -0.6])
  expect(Math.abs(forward.power - backward.power)).toBeLessThan(0.12)
  expect(forward.power).toBeGreaterThan(0.4)
})

test('more clusters find more', () => {
  const few = clusteredPower({ ...twenty, groupOf: [0, 1, 0, 1, 0, 1, 0, 1], simulations: 300 }, [0, 0.7])
  const many = clusteredPower({ ...twenty, simulations: 300 }, [0, 0.7])
  expect(many.power).toBeGreaterThan(few.power)
})

test('each simulated study is judged by the permutation of its clusters', () => {
  // The same random numbers, drawn again: the study's own table, tested by the public function.
  const trial = { ...kora, icc: 0, shares: [0.5, 0.5] }
  const simulator = trialSimulator(trial)
  const shifts = [0, 0.5, 1]
  const random = seededRandom(11)
  const again = seededRandom(11)
  for (let study = 0; study < 20; study++) {
    const rejects = simulator.study(shifts, random)
    const tables = trial.groupOf.map((group) => {
      again.normal()
      const counts = [0, 0]
      for (let unit = 0; unit < 4; unit++) counts[shifts[group] + again.normal() > 0 ? 1 : 0]++
      return counts
    })
    expect(rejects).toBe((clusterPermutation(tables, trial).p?.p ?? 1) <= 0.05)
  }
})

test('an unshifted group has the shares it should, whatever the clusters', () => {
  let top = 0
  const spy = {
    name: 'spy',
    directional: true,
    of: (table: number[][]) => {
      top = table[0][2]
      return undefined
    },
  }
  const simulator = trialSimulator({
    groupOf: Array<number>(200).fill(0),
    units: 50,
    shares: [0.5, 0.3, 0.2],
    icc: 0.3,
    statistic: spy,
  })
  simulator.study([0], seededRandom(3))
  expect(Math.abs(top / 10_000 - 0.2)).toBeLessThan(0.04)
})

test('a level below the smallest possible p is out of reach', () => {
  const { power, warnings, smallestPossible } = clusteredPower(
    { ...kora, statistic: 'chi2', simulations: 50 },
    [0, 2, 4],
  )
  expect([power, smallestPossible]).toEqual([0, 6 / 90])
  expect(warnings).toEqual([
    { code: 'level-out-of-reach', values: { smallestPossible: 6 / 90, level: 0.05 } },
  ])
})

test('the seed reaches the simulation', () => {
  const at = (seed: number) => clusteredPower({ ...kora, simulations: 200, seed }, [0, 1, 2])
  expect(at(1)).toEqual(at(1))
  expect(at(2).power).not.toBe(at(1).power)
})

test('clusters without units find nothing', () => {
  expect(clusteredPower({ ...kora, units: 0, simulations: 10 }, [0, 1, 2]).power).toBe(0)
})

test('invalid designs are refused by name', () => {
  const power =
    (change: object, shifts = [0, 0, 1]) =>
    () =>
      clusteredPower({ ...kora, ...change }, shifts)
  expect(power({}, [0, 1])).toThrow(new RangeError('shifts: expected one for each of 3 groups, found 2'))
  expect(power({}, [0, 0, NaN])).toThrow(new RangeError('invalid shift: NaN'))
  expect(power({ shares: [0.5, 0.6] })).toThrow(
    new RangeError('shares: expected two or more of 0 to 1 that add up to 1, found 0.5, 0.6'),
  )
  expect(power({ icc: 1 })).toThrow(new RangeError('invalid intraclass correlation; not in [0, 1): 1'))
  expect(power({ level: 5 })).toThrow(new RangeError('invalid level; not in (0, 1): 5'))
  expect(power({ units: [4] })).toThrow(
    new RangeError('units: expected one number for each of 6 clusters, found 1'),
  )
  expect(power({ units: -1 })).toThrow(new RangeError('units: expected whole numbers of 0 or more, found -1'))
  expect(power({ simulations: 0 })).toThrow(
    new RangeError('simulations: expected a whole number of 1 or more, found 0'),
  )
})

test('the simulation can be stopped', async () => {
  const steps = clusteredPowerSteps({ ...twenty, simulations: 1e6 }, [0, 0.5])
  await expect(takeSteps(steps, { signal: AbortSignal.timeout(40) })).rejects.toThrow('timeout')
})
