import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDatabase } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { formats, goldenFiles, readDamaged } from './fuzz.ts'

// `node packages/receive/bench/fuzz.ts 10000` does the same in a process of its own, with limits.
for (const format of formats)
  test(
    `damaged files are refused with a clear line or read whole: ${format}`,
    { timeout: 300_000 },
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'pejling-fuzz-'))
      const outcomes = { read: 0, refused: 0 }
      try {
        await withDatabase(async (connection) => {
          const sent = goldenFiles(format)
          for (let number = 1; number <= 25; number++) {
            const outcome = await readDamaged(connection, sent, number, folder)
            outcomes['read' in outcome ? 'read' : 'refused']++
          }
        })
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
      expect(outcomes.refused).toBeGreaterThan(0)
      expect(outcomes.read + outcomes.refused).toBe(25)
    },
  )
