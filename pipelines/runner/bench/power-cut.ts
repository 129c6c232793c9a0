import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testHouse } from '../test/command-line.ts'
import {
  checkWhole,
  firstStep,
  halfMade,
  runUndisturbed,
  type Undisturbed,
  withEdit,
} from '../test/killed-runs.ts'

/**
 * Cuts the power of a house at a random moment of a run, again and again: the house lies in a file system of its own, in a
 * file. Everything that runs in it is stopped, the file is copied as it is, so that what was written and not synced is in
 * neither, everything is killed, and the house goes on in the copy. Is the live edition whole, does the next run end, and
 * are its tables and every Parquet file those of a run that nobody disturbed? `sudo node pipelines/runner/bench/power-cut.ts
 * 50 1200`: so many cuts, or so many seconds if that is less. Linux, as root.
 */
const [times, seconds] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 600)]
const folder = await mkdtemp(join(tmpdir(), 'pejling-power-'))
const [disk, copy, place] = ['disk.img', 'copy.img', 'mounted'].map((name) => join(folder, name))
const call = (command: string, ...words: string[]) => execFileSync(command, words, { stdio: 'pipe' })
// Nothing is written to the disk unless it is synced: the file system's own beat is ten minutes.
const mount = () => call('mount', '-o', 'loop,commit=600', disk, place)

call('truncate', '-s', '1536M', disk)
call('mkfs.ext4', '-q', disk)
mkdirSync(place)
mount()
process.env.TMPDIR = place
const house = await testHouse('kora-2017')
const begun = performance.now()
const wrong: string[] = []
let [cuts, late, length] = [0, 0, 0]
try {
  const undisturbed = await runUndisturbed(house)
  call('sync', '-f', place)
  length = undisturbed.milliseconds
  while (cuts < times && performance.now() - begun < seconds * 1000) {
    const after = Math.random() * length
    try {
      await withEdit(house, `cut ${cuts}`, () => cutAndCheck(after, undisturbed))
    } catch (problem) {
      wrong.push(`after ${Math.round(after)} ms: ${(problem as Error).message.split('\n')[0]}`)
    }
    cuts++
    if (cuts % 5 === 0) tell()
  }
  tell()
  process.exitCode = wrong.length ? 1 : 0
} finally {
  for (const pid of inhabitants()) signal(pid, 'SIGKILL')
  await new Promise((later) => setTimeout(later, 1000))
  call('umount', '-l', place)
  await rm(folder, { recursive: true, force: true })
}

async function cutAndCheck(after: number, undisturbed: Undisturbed): Promise<void> {
  // The edit is somebody's who has saved it; what a run makes of it is for the run to keep.
  call('sync', '-f', place)
  const child = house.spawn('run')
  child.stdout!.resume()
  child.stderr!.resume()
  const gone = new Promise((end) => child.once('exit', end))
  await firstStep(child.pid!, () => child.exitCode === null)
  await new Promise((later) => setTimeout(later, after))
  if (child.exitCode !== null) {
    late++
    length *= 0.8
  } else if (after > 0.8 * length) length *= 1.1
  await cutPower(gone)
  await checkWhole(house, undisturbed)
  const next = await house.pejling('run')
  if (next.code !== 0) throw new Error(`the next run ended with ${next.code}: ${next.err}`)
  await checkWhole(house, undisturbed)
  const left = await halfMade(house)
  if (left.length) throw new Error(`left half made: ${left.join(', ')}`)
}

function tell(): void {
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
  console.log(`${cuts} cuts in ${minutes} minutes, ${late} of them after the run; ${wrong.length} mismatches`)
  for (const line of wrong) console.log(`  ${line}`)
}

/** What was synced stays; nothing that runs in the house goes on. */
async function cutPower(gone: Promise<unknown>): Promise<void> {
  const there = inhabitants()
  for (const pid of there) signal(pid, 'SIGSTOP')
  // A write that has begun is let end; a copy during which something was still written is none.
  for (let before = -1; before !== statSync(disk).mtimeMs;) {
    await new Promise((later) => setTimeout(later, 100))
    before = statSync(disk).mtimeMs
    call('cp', '--sparse=always', disk, copy)
  }
  for (const pid of there) signal(pid, 'SIGKILL')
  await gone
  for (let left = inhabitants(); left.length; left = inhabitants()) {
    for (const pid of left) signal(pid, 'SIGKILL')
    await new Promise((later) => setTimeout(later, 50))
  }
  call('umount', place)
  call('mv', copy, disk)
  mount()
}

/** Every process that was begun in the house, or works in its folder. */
function inhabitants(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && livesHere(pid))
}

function livesHere(pid: number): boolean {
  try {
    if (/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) return false
    const told = ['environ', 'cmdline']
      .map((file) => readFileSync(`/proc/${pid}/${file}`, 'latin1'))
      .join('\0')
    return (
      readlinkSync(`/proc/${pid}/cwd`).startsWith(place) ||
      told.includes(`PEJLING_HOME=${place}`) ||
      told.includes(house.home)
    )
  } catch {
    return false
  }
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGKILL'): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself.
  }
}
