import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { comparisonFor } from '#lib/server/comparison.ts'
import { type House, openHouse } from '#lib/server/house.ts'

const { home, live, other, moved, closed } = inject('house')
let house: House
beforeAll(async () => {
  house = await openHouse({
    ...{ PEJLING_HOME: home, PEJLING_EDITION: join(home, 'editions', `${live}.duckdb`) },
    PATH: process.env.PATH,
  })
})
afterAll(() => house.close())

/** Compares as somebody without an account. */
async function compared(from: string, to: string, how: { rows: number; wait?: number }) {
  const reader = house.editions.reader()
  try {
    const locals = { editions: reader } as App.Locals
    return await comparisonFor(locals, [await reader.get(from), await reader.get(to)], how)
  } finally {
    reader.done()
  }
}

test('a comparison is done apart, answered with how far it is meanwhile, and kept by the two hashes', async () => {
  const from = basename(closed, '.duckdb')
  expect(await compared(from, moved, { rows: 7, wait: 0 })).toEqual({ share: 0 })
  const [first, again] = [
    await compared(from, moved, { rows: 7, wait: 90_000 }),
    await compared(from, moved, { rows: 7, wait: 0 }),
  ]
  if (!('found' in first) || !('found' in again)) throw new Error('expected both to be done')
  expect(again.found).toEqual(first.found)
  const study = (id: string) => first.found.studies.find((one) => one.study === id)!
  expect(study('kora-2017').variables.map(({ variable }) => variable)).toContain('children_per_staff')
  expect(study('kora-2017').definition.title.da).toContain('KORA 2017')
  // Of a study that is not open no number stands beside the other edition's.
  expect(JSON.stringify(study('lukket-2017').findings)).not.toContain('"recomputed":')
  for (const { numbers } of [...study('lukket-2017').variables, ...study('lukket-2017').indicators])
    expect(numbers).toEqual([])
}, 120_000)

test('while two are compared this process answers others', async () => {
  let beats = 0
  const timer = setInterval(() => beats++, 10)
  const begun = performance.now()
  const found = await compared(other, live, { rows: 3, wait: 90_000 })
  clearInterval(timer)
  expect('found' in found).toBe(true)
  expect(beats).toBeGreaterThan((performance.now() - begun) / 10 / 3)
}, 120_000)
