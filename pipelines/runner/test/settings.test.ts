import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ended, type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(async () => {
  await house.close()
})

test('settings that are wrong stop every command before anything is started, a line each', async () => {
  const wrong = { PORT: 'x', PEJLING_HOMR: '/tmp', DATABASE_URL: 'mysql://root:hunter2@db/x' }
  const lines = [
    'pejling: unknown setting: PEJLING_HOMR (did you mean PEJLING_HOME?)',
    'pejling: PORT: expected 0 to 65535, found x',
    'pejling: DATABASE_URL: expected postgres://user:password@host:port/database, found something else (not shown)',
  ]
  for (const words of [['status'], ['worker'], ['migrate', 'status']]) {
    const { code, out, err } = await ended(house.spawnWith(wrong, ...words))
    expect({ words, code, out, err }).toEqual({ words, code: 2, out: '', err: `${lines.join('\n')}\n` })
  }
  const config = await ended(house.spawnWith(wrong, 'config', '--json'))
  expect([config.code, config.err]).toEqual([2, `${lines.join('\n')}\n`])
  expect(config.out).not.toContain('hunter2')
  await expect(readdir(house.home)).rejects.toThrow(/ENOENT/)
}, 30_000)

test('the list of settings says what holds and why', async () => {
  const { code, out, err } = await house.pejling('config')
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^PEJLING_HOME +\S*\/home {2}\(from the environment\)$/m)
  expect(out).toMatch(/^PORT +4170 {2}\(default\)$/m)
  expect(out).toMatch(/^PEJLING_SECRET +\(made once and kept in the home folder\)$/m)
})

test('the tables go back by name and forward again by themselves', async () => {
  const names = async () => {
    const found: { name: string; since?: string }[] = JSON.parse(
      (await house.pejling('migrate', 'status', '--json')).out,
    )
    return found.map(({ name, since }) => [name, since !== undefined])
  }
  const files = await readdir(join(import.meta.dirname, '../../../packages/ledger/src/migrations'))
  const all = files.filter((file) => /^\d/.test(file)).map((file) => file.replace(/\.ts$/, ''))
  expect(await names()).toEqual(all.map((name) => [name, false]))
  expect(await house.pejling('migrate', 'forward')).toMatchObject({
    ...{ code: 0, out: `the tables are at ${all.at(-1)}\n` },
  })
  expect(JSON.parse((await house.pejling('migrate', 'back', all[0], '--json')).out)).toEqual({
    back: all.slice(1).reverse(),
  })
  expect(await names()).toEqual(all.map((name, index) => [name, index === 0]))
  expect((await house.pejling('edition', 'list')).code).toBe(0)
  expect(await names()).toEqual(all.map((name) => [name, true]))
  const unknown = await house.pejling('migrate', 'back', '999-x')
  expect([unknown.code, unknown.err]).toEqual([
    ...[2, `pejling: unknown migration: 999-x; expected one of nothing, ${all.join(', ')}\n`],
  ])
}, 120_000)
