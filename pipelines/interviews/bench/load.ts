import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadInterviews } from '../src/index.ts'
import { bigProject, writeBig } from './big-project.ts'

/**
 * `node pipelines/interviews/bench/load.ts`: 500 sources, 2,000 codes and 100,000 codings by 4 coders, written as .qdpx
 * and loaded as tables.
 */
const folder = await mkdtemp(join(tmpdir(), 'pejling-bench-'))
try {
  const file = join(folder, 'big.qdpx')
  const clock = async <T>(what: string, work: () => Promise<T>) => {
    const start = performance.now()
    const result = await work()
    console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
    return result
  }
  const project = bigProject(500, 2000, 100_000)
  await clock('written', () => writeBig(file, project))
  console.log(`${((await stat(file)).size / 1e6).toFixed(1)} MB`)
  const { receipts, rows } = await clock('loaded', () =>
    loadInterviews({ files: [{ file, path: 'big.qdpx' }], texts: 'kept', output: folder }),
  )
  console.log(`${rows} codings; ${JSON.stringify(receipts[0].counts)}`)
  console.log(`at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
