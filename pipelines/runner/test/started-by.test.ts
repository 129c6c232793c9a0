import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startedBy } from '../src/started-by.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pejling-started-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('the chain goes up to the outermost package manager, and no further', () => {
  const processes: Record<number, { parent: number; command: string }> = {
    90: { parent: 80, command: 'node pipelines/runner/src/pejling.ts start' },
    80: { parent: 70, command: 'sh -c node pipelines/runner/src/pejling.ts start' },
    70: { parent: 60, command: '/usr/bin/node /home/x/.npm/_npx/1/node_modules/.bin/pnpm start' },
    60: { parent: 50, command: 'sh -c pnpm start' },
    50: { parent: 40, command: 'npm exec pnpm@12.21.0 start' },
    40: { parent: 1, command: '-bash' },
  }
  expect(startedBy(90, (pid) => processes[pid])).toEqual([90, 80, 70, 60, 50])
  for (const pid of [70, 60, 50]) processes[pid].command = 'make'
  expect(startedBy(90, (pid) => processes[pid])).toEqual([90])
})

test('a stop that reaches the outermost package manager only ends the program too', async () => {
  const inner = join(folder, 'inner.mjs')
  const source = join(import.meta.dirname, '../src/until-stopped.ts')
  await writeFile(
    inner,
    `const { untilStopped } = await import(${JSON.stringify(source)})
    setTimeout(() => process.exit(1), 60_000)
    console.log('waiting ' + process.pid); await untilStopped(); console.log('stopped'); process.exit(0)`,
  )
  // As npx does it: a shell between, and a SIGTERM that is handed on to nobody.
  const npx = join(folder, 'npx')
  await writeFile(
    npx,
    `require('node:child_process').spawn('sh', ['-c', 'node ' + process.argv[2] + '; true'], { stdio: 'inherit' })`,
  )
  const outer = spawn(process.execPath, [npx, inner], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  outer.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await expect.poll(() => said, { timeout: 20_000 }).toMatch(/^waiting \d+\n$/)
  outer.kill('SIGTERM')
  await once(outer, 'exit')
  await expect.poll(() => said, { timeout: 5000 }).toMatch(/stopped\n$/)
}, 40_000)
