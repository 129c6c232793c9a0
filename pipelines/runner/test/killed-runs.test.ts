import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'
import { killOnce, runUndisturbed, type Undisturbed, victims } from './killed-runs.ts'

let house: TestHouse
let undisturbed: Undisturbed
beforeAll(async () => {
  house = await testHouse('kora-2017')
  undisturbed = await runUndisturbed(house)
}, 120_000)
afterAll(async () => {
  await house.close()
})

test('whichever process of a run is killed, the live edition is whole, the next run ends, and tables and Parquet are the same', async () => {
  for (const [index, victim] of victims.entries()) {
    // Early, so that the victim is there however fast the machine is; `bench/kill.ts` draws the moments.
    const after = (0.1 + 0.1 * index) * undisturbed.milliseconds
    const killed = await killOnce(house, { victim, after, mark: 'test' }, undisturbed)
    expect(killed).toMatchObject({ victim, struck: true })
  }
}, 180_000)
