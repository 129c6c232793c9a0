import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'
import { contentsOf, halfMade, killOnce, liveOf, parquetOf, victims } from './killed-runs.ts'

let house: TestHouse
let undisturbed: { contents: Record<string, string>; parquet: Record<string, string> }
beforeAll(async () => {
  house = await testHouse('kora-2017')
  expect((await house.pejling('run')).code).toBe(0)
  undisturbed = { contents: await contentsOf(house, await liveOf(house)), parquet: await parquetOf(house) }
}, 120_000)
afterAll(async () => {
  await house.close()
})

test('whichever process of a run is killed, the live edition is whole, the next run ends, and its tables are the same', async () => {
  for (const [index, victim] of [...victims, ...victims].entries())
    await killOnce(house, victim, 500 + 350 * index)
  const other = await testHouse('kora-2017')
  expect((await other.pejling('run')).code).toBe(0)
  expect((await house.pejling('run')).code).toBe(0)
  expect(await contentsOf(house, await liveOf(house))).toEqual(undisturbed.contents)
  expect(await parquetOf(house)).toMatchObject(await parquetOf(other))
  expect(await parquetOf(other)).toEqual(undisturbed.parquet)
  expect(await halfMade(house)).toEqual([])
  await other.close()
}, 600_000)
