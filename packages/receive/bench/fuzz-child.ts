/** Reads damaged files one after the other and says of each when it begins and what became of it: see `fuzz.ts`. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDatabase } from '@pejling/warehouse'
import { goldenFiles, readDamaged } from '../test/fuzz.ts'

// Nobody is there to hear any more.
process.on('disconnect', () => process.exit())
const say = (what: object) => process.send?.(what)
const [format, from, to] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'pejling-fuzz-'))
const sent = goldenFiles(format)
await withDatabase(
  async (connection) => {
    for (let number = Number(from); number <= Number(to); number++) {
      say({ begun: number })
      try {
        say({ done: number, ...(await readDamaged(connection, sent, number, folder)) })
      } catch (cause) {
        say({
          done: number,
          wrong: String(cause instanceof Error ? cause.stack : cause).slice(0, 600),
        })
      }
    }
  },
  { memory: '500MB', threads: 1 },
)
await rm(folder, { recursive: true, force: true })
process.disconnect?.()
