import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../src/home.ts'

/**
 * `node pipelines/runner/bench/interviews.ts [sources codes codings]`: 500 sources, 2,000 codes and 100,000 codings in a
 * study's folder, from the file to the live edition by `pejling run` in a
 * house of its own.
 */
const sizes = ['500', '2000', '100000'].map((n, at) => process.argv[2 + at] ?? n)
const folder = await mkdtemp(join(tmpdir(), 'pejling-bench-'))
const pejling = 'runner/src/pejling.ts'
const study = join(folder, 'studies/interviews-synthetic')

function timed(what: string, program: string, ...words: string[]): void {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'pipelines', program), ...words],
    {
      encoding: 'utf8',
      env: { ...process.env, PEJLING_HOME: join(folder, 'home'), PEJLING_DATA: join(folder, 'studies') },
    },
  )
  if (status !== 0) throw new Error(`${what}: expected exit code 0, found ${status}: ${stderr}`)
  const took = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${what}: ${took} s\n${`${stdout}${stderr}`.trimEnd().replaceAll(/^/gm, '  ')}`)
}

try {
  await cp(join(root, 'data/studies/interviews-synthetic'), study, { recursive: true })
  timed('an empty house with the small study', pejling, 'run')
  timed('written', 'interviews/bench/big-project.ts', join(study, 'interviews/project.qdpx'), ...sizes)
  timed(`${sizes.join(', ')} sources, codes, codings`, pejling, 'run')
  timed('nothing changed', pejling, 'run')
} finally {
  await rm(folder, { recursive: true, force: true })
}
