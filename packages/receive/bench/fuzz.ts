/**
 * `node packages/receive/bench/fuzz.ts 10000 [format] [first]`: reads so many damaged files of each format in a process with
 * limits of memory and time, and says what became of them. A crash, a hang, an unclear line or a half-read table is a failure;
 * `first` is the number of the first, so that one failure can be seen again alone.
 */
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formats } from '../test/fuzz.ts'

const [count = '1000', only, first = '1'] = process.argv.slice(2)
/** Of processor time, since the machine may be busy; a process that waits for nothing is ended after `waiting`. */
const limits = { seconds: 30, waiting: 600, heapMegabytes: 512, megabytes: 1500 }

type Tally = {
  read: number
  refused: Record<string, number>
  wrong: string[]
  slowest: number
  megabytes: number
}

let failures = 0
for (const format of only ? [only] : formats) {
  const tally: Tally = { read: 0, refused: {}, wrong: [], slowest: 0, megabytes: 0 }
  const last = Number(first) + Number(count) - 1
  for (let from = Number(first); from <= last;) from = await runFrom(format, from, last, tally)
  failures += tally.wrong.length
  const rules = Object.entries(tally.refused).sort((a, b) => b[1] - a[1])
  const refused = rules.reduce((sum, [, n]) => sum + n, 0)
  console.log(
    `${format}: ${count} files, ${tally.read} read whole, ${refused} refused, ${tally.wrong.length} failures; slowest ${tally.slowest.toFixed(1)} s of the processor, at most ${tally.megabytes} MB`,
  )
  console.log(`  ${rules.map(([rule, n]) => `${rule} ${n}`).join(', ')}`)
  for (const wrong of tally.wrong.slice(0, 10)) console.log(`  ${wrong}`)
}
process.exitCode = failures > 0 ? 1 : 0

/** Works until the child ends; the number of the file to go on with. */
function runFrom(format: string, from: number, to: number, tally: Tally): Promise<number> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'fuzz-child.ts'), [format, String(from), String(to)], {
      execArgv: [`--max-old-space-size=${limits.heapMegabytes}`],
    })
    let current = from
    let begun = performance.now()
    let spent = 0
    let reason = ''
    const watch = setInterval(() => {
      const megabytes = residentMegabytes(child.pid!)
      tally.megabytes = Math.max(tally.megabytes, megabytes)
      if (processorSeconds(child.pid!) - spent > limits.seconds) reason = `took more than ${limits.seconds} s`
      if (performance.now() - begun > limits.waiting * 1000) reason = `took more than ${limits.waiting} s`
      if (megabytes > limits.megabytes) reason = `took ${megabytes} MB`
      if (reason) child.kill('SIGKILL')
    }, 200)
    child.on(
      'message',
      (said: { begun?: number; done?: number; read?: number; refused?: string; wrong?: string }) => {
        if (said.begun !== undefined)
          [current, begun, spent] = [said.begun, performance.now(), processorSeconds(child.pid!)]
        if (said.done === undefined) return
        tally.slowest = Math.max(tally.slowest, processorSeconds(child.pid!) - spent)
        if (said.wrong) tally.wrong.push(`${format} ${said.done}: ${said.wrong}`)
        else if (said.refused) tally.refused[said.refused] = (tally.refused[said.refused] ?? 0) + 1
        else tally.read++
        current = said.done + 1
      },
    )
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      if (current > to) return resolve(current)
      tally.wrong.push(`${format} ${current}: ${reason || `ended with ${signal ?? code}`}`)
      resolve(current + 1)
    })
  })
}

/** What a process has had of the processor, in seconds. */
function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes ?? 0) / 1024)
  } catch {
    return 0
  }
}
