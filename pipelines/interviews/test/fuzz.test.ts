import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readInterviews } from '../src/index.ts'
import { fuzz } from './fuzz.ts'
import { mutate } from './mutate.ts'
import { random } from './random.ts'
import { withFolder } from './written.ts'

test('four hundred mutated files are read whole or refused with one clear line', async () => {
  await withFolder(async (folder) => {
    const { refused, read, messages } = await fuzz(1, 401, folder)
    expect(refused + read).toBe(400)
    expect(refused).toBeGreaterThan(100)
    expect(read).toBeGreaterThan(50)
    expect(messages.size).toBeGreaterThan(4)
  })
}, 60_000)

test('three hundred mutated tables of codings are read whole or refused with clear lines', async () => {
  const tables = join(import.meta.dirname, 'sent-tables')
  const sent = readdirSync(tables)
    .filter((name) => !name.endsWith('.expected'))
    .map((name) => readFileSync(join(tables, name)))
  const seen = { read: 0, refused: 0 }
  await withFolder(async (folder) => {
    const file = join(folder, 'mutated')
    for (let seed = 1; seed <= 300; seed++) {
      const below = random(seed)
      await writeFile(file, mutate(sent[below(sent.length)], below))
      const { project, receipt } = await readInterviews(file, 'mutated')
      const stops = receipt.problems.filter(({ severity }) => severity === 'stops')
      expect(project === undefined, `seed ${seed}`).toBe(stops.length > 0)
      for (const { message } of receipt.problems)
        expect(message, `seed ${seed}`).toMatch(
          /^((entry \d+|an entry|the archive): )?expected [^\n]{5,300}, found [^\n]{1,120}$/,
        )
      seen[project ? 'read' : 'refused']++
    }
  })
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(30)
}, 60_000)
