import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fuzz } from '../test/fuzz.ts'

/**
 * `node pipelines/interviews/bench/fuzz.ts [files]`: reads so many mutated files (10,000) in a child process with 512 MB,
 * and tells how many were refused, with which messages, the slowest of all, and the most memory it had.
 */
const files = Number(process.argv[2] ?? 10_000)

if (process.send) {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-fuzz-'))
  try {
    const { messages, ...rest } = await fuzz(1, files + 1, folder)
    process.send({ ...rest, messages: [...messages], rss: process.resourceUsage().maxRSS })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
} else {
  const start = performance.now()
  const child = fork(import.meta.filename, [String(files)], { execArgv: ['--max-old-space-size=512'] })
  child.on('message', ({ refused, read, longest, rss, messages }: Told) => {
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${refused + read} files in ${seconds} s: ${refused} refused, ${read} read whole`)
    console.log(`slowest ${longest.toFixed(0)} ms, at most ${Math.round(rss / 1024)} MB`)
    for (const [message, count] of messages.toSorted(([, a], [, b]) => b - a))
      console.log(`${count} × ${message}`)
  })
  child.on('exit', (code) => (process.exitCode = code ?? 1))
}

type Told = { refused: number; read: number; longest: number; rss: number; messages: [string, number][] }
