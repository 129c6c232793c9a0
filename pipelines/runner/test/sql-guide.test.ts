import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../src/home.ts'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse('kora-2017-synthetic')
  expect((await house.pejling('run')).code).toBe(0)
}, 120_000)
afterAll(() => house.close())

test('every example of the guide gives the answer that stands below it', { timeout: 60_000 }, async () => {
  const guide = await readFile(join(root, 'docs/guides/sql.md'), 'utf8')
  const examples = [...guide.matchAll(/```sql\n([\s\S]*?)```\s+```csv\n([\s\S]*?)```/g)]
  expect(examples).toHaveLength(3)
  for (const [, sql, answer] of examples)
    expect(await house.pejling('sql', sql.trim(), '--csv')).toEqual({ code: 0, out: answer, err: '' })
})
