import { expect, test } from 'vitest'
import { compareApart } from '../src/index.ts'

test('what goes wrong in the process of a comparison is told as it would be here', async () => {
  const asked = { before: '/nowhere/a.duckdb', after: '/nowhere/b.duckdb', viewers: {}, limit: 0 }
  await expect(compareApart(asked).result).rejects.toThrow('edition: no such file: /nowhere/a.duckdb')
}, 20_000)

test('a comparison that is ended says so', async () => {
  const comparing = compareApart({ before: '/nowhere', after: '/nowhere', viewers: {}, limit: 0 })
  comparing.end()
  await expect(comparing.result).rejects.toThrow('compare: its process ended (SIGKILL) before it was done')
  expect(comparing.share()).toBe(0)
}, 20_000)
