import { expect, test } from 'vitest'
import { fuzz } from './fuzz.ts'
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
