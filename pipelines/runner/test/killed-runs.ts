import { readFileSync } from 'node:fs'
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findLiveEdition } from '@pejling/ledger'
import { listTableContents, openEdition } from '@pejling/warehouse'
import { withHouse } from '../src/house.ts'
import type { TestHouse } from './command-line.ts'

export const victims = ['runner', 'step', 'postgres'] as const
export type Victim = (typeof victims)[number]
export type Killed = {
  victim: Victim
  /** Was it alive when it was killed, and is it gone since? */
  struck: boolean
  /** Did the run end by it before it had made its edition live? */
  stopped: boolean
  /** From the first step to the run's end. */
  milliseconds: number
}
type Tables = Record<string, string>

/**
 * Changes what a study is read from without changing what it says, begins a run, waits for its first step and kills one of
 * its processes with SIGKILL some milliseconds after that. Is the live edition whole at once, does the next run end, and
 * are its tables and every Parquet file of it those of a run that nobody disturbed? Then the files are taken back.
 *
 * @param after milliseconds after the first step has begun
 * @throws what was found wrong
 */
export async function killOnce(
  house: TestHouse,
  { victim, after, mark }: { victim: Victim; after: number; mark: string },
  undisturbed: Undisturbed,
): Promise<Killed> {
  return withEdit(house, mark, async () => {
    const child = house.spawn('run')
    child.stdout!.resume()
    child.stderr!.resume()
    const ended = new Promise((end) => child.once('exit', end))
    await firstStep(child.pid!, () => child.exitCode === null)
    const begun = performance.now()
    const over = ended.then(() => performance.now() - begun)
    await Promise.race([over, new Promise((later) => setTimeout(later, after))])
    const pid = child.exitCode === null ? findVictim(victim, child.pid!, house.home) : undefined
    const struck = pid !== undefined && kill(pid) && (await isGone(pid))
    const milliseconds = await over
    const stopped = child.signalCode !== null || child.exitCode !== 0
    if (!struck && stopped) throw new Error(`a run that was left alone ended with ${child.exitCode}`)
    await checkWhole(house, undisturbed)
    const next = await house.pejling('run')
    if (next.code !== 0) throw new Error(`the next run ended with ${next.code}: ${next.err}`)
    await checkWhole(house, undisturbed)
    const left = await halfMade(house)
    if (left.length) throw new Error(`left half made: ${left.join(', ')}`)
    return { victim, struck, stopped, milliseconds }
  })
}

/** What an undisturbed run leaves, and how long its work takes from the first step to the end. */
export type Undisturbed = { tables: Tables; parquet: Set<string>; milliseconds: number }

/** Runs undisturbed: everything, and then what an edit touches, which is timed. */
export async function runUndisturbed(house: TestHouse): Promise<Undisturbed> {
  const { code, err } = await house.pejling('run')
  if (code !== 0) throw new Error(`the first run ended with ${code}: ${err}`)
  const tables = await contentsOf(house, await liveOf(house))
  const milliseconds = await withEdit(house, 'undisturbed', async () => {
    const child = house.spawn('run')
    const ended = new Promise((end) => child.once('exit', end))
    await firstStep(child.pid!, () => child.exitCode === null)
    const begun = performance.now()
    await ended
    return performance.now() - begun
  })
  return { tables, parquet: new Set(Object.values(await parquetOf(house))), milliseconds }
}

/** A line more at the end of the rows and of the codebook: other files, the same study. */
export async function withEdit<T>(house: TestHouse, mark: string, work: () => Promise<T>): Promise<T> {
  const rows = join(house.studies, 'kora-2017/units/institution.csv')
  const codebook = join(house.studies, 'kora-2017/codebook.yaml')
  const before = [await readFile(rows, 'utf8'), await readFile(codebook, 'utf8')]
  // Blank lines are no rows; each edit has another number of them, so that each is work to do.
  edits++
  try {
    await writeFile(rows, before[0].trimEnd() + '\n'.repeat(1 + edits))
    await appendFile(codebook, `# ${mark} ${edits}\n`)
    return await work()
  } finally {
    await writeFile(rows, before[0])
    await writeFile(codebook, before[1])
  }
}
let edits = 1

/** @throws if the live edition cannot be read, or it or a Parquet file is not as a run that nobody disturbed leaves it */
export async function checkWhole(house: TestHouse, { tables, parquet }: Undisturbed): Promise<void> {
  const now = await contentsOf(house, await liveOf(house))
  const other = Object.keys({ ...tables, ...now }).filter((table) => tables[table] !== now[table])
  const moved = other.filter((table) => !/ (source_file|provenance)$/.test(table))
  if (moved.length) throw new Error(`tables differ from an undisturbed run's: ${moved.join(', ')}`)
  const strange = Object.entries(await parquetOf(house)).filter(([, hash]) => !parquet.has(hash))
  if (strange.length) throw new Error(`Parquet differs from an undisturbed run's: ${String(strange[0])}`)
}

/** What every table of an edition holds, by its hash. */
export async function contentsOf(house: TestHouse, hash: string): Promise<Tables> {
  const edition = await openEdition(join(house.home, 'editions', `${hash}.duckdb`), { connections: 1 })
  try {
    const tables = await listTableContents(edition)
    return Object.fromEntries(tables.map(({ study, table, hash }) => [`${study} ${table}`, hash]))
  } finally {
    await edition.close()
  }
}

/** The Parquet files of the cache, by key and name, with the hash each manifest gives. */
export async function parquetOf(house: TestHouse): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const key of await readdir(join(house.home, 'cache'))) {
    const text = await readFile(join(house.home, 'cache', key, 'manifest.json'), 'utf8').catch(
      () => undefined,
    )
    if (!text) continue
    const { files } = JSON.parse(text) as { files: Record<string, { sha256: string }> }
    for (const [name, { sha256 }] of Object.entries(files)) found[`${key}/${name}`] = sha256
  }
  return found
}

/** What is left half made in the home folder. */
export async function halfMade(house: TestHouse): Promise<string[]> {
  const folders = ['cache', 'editions'].map((name) => join(house.home, name))
  const names = await Promise.all(folders.map((folder) => readdir(folder)))
  return names.flat().filter((name) => /making|building/.test(name))
}

/** The live edition, as the ledger says. */
export async function liveOf(house: TestHouse): Promise<string> {
  const environment = { PEJLING_HOME: house.home, PEJLING_DATA: house.studies }
  const live = await withHouse(({ ledger }) => findLiveEdition(ledger), environment, { forward: false })
  if (live === undefined) throw new Error('no edition is live')
  return live
}

export async function firstStep(runner: number, goesOn: () => boolean): Promise<void> {
  while (goesOn() && stepOf(runner) === undefined) await new Promise((later) => setTimeout(later, 5))
}

function findVictim(victim: Victim, runner: number, home: string): number | undefined {
  return victim === 'runner' ? runner : victim === 'step' ? stepOf(runner) : postgresOf(home)
}

/** A process that works steps for the run, the youngest: an older one may have nothing to do. */
function stepOf(parent: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')
    const working = children.filter((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('step-process'),
    )
    return working.length ? Math.max(...working.map(Number)) : undefined
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}

/** PostgreSQL's own process; nothing while its file is being written, since a signal to process 0 reaches ourselves. */
function postgresOf(home: string): number | undefined {
  try {
    const [first] = readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')
    return Number(first) || undefined
  } catch {
    return undefined
  }
}

function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}

/** A process that has ended, though its parent may not have noticed yet. */
async function isGone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 5000; waited += 20) {
    try {
      const state = /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
      if (state === 'Z' || state === 'X') return true
    } catch {
      return true
    }
    await new Promise((later) => setTimeout(later, 20))
  }
  return false
}
