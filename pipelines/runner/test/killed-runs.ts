import { readdirSync, readFileSync } from 'node:fs'
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listTableContents, openEdition } from '@pejling/warehouse'
import type { TestHouse } from './command-line.ts'

export const victims = ['runner', 'step', 'postgres'] as const
export type Victim = (typeof victims)[number]
export type Killed = { victim: Victim; after: number; hit: boolean }

/**
 * Changes a file, begins a run, kills one of its processes with SIGKILL after some milliseconds, and looks: is the live
 * edition whole, and does the next run end? Then the file is taken back.
 *
 * @returns whether the victim was there to be killed
 * @throws what was found wrong
 */
export async function killOnce(house: TestHouse, victim: Victim, after: number): Promise<Killed> {
  const file = join(house.studies, 'kora-2017/units/institution.csv')
  const before = await readFile(file, 'utf8')
  const codebook = join(house.studies, 'kora-2017/codebook.yaml')
  const rules = await readFile(codebook, 'utf8')
  const live = await liveOf(house)
  try {
    await writeFile(file, before.trimEnd() + '\n\n')
    await appendFile(codebook, `# ${victim} ${after}\n`)
    const child = house.spawn('run')
    const ended = new Promise((end) => child.once('exit', end))
    await new Promise((later) => setTimeout(later, after))
    const pid =
      victim === 'runner' ? child.pid : victim === 'step' ? stepOf(child.pid!) : postgresOf(house.home)
    const hit = pid !== undefined && child.exitCode === null && kill(pid)
    await ended
    const now = await liveOf(house)
    await contentsOf(house, now)
    if (!hit && now === live) throw new Error(`a run that was left alone made nothing live`)
    const next = await house.pejling('run')
    if (next.code !== 0) throw new Error(`the next run ended with ${next.code}: ${next.err}`)
    await contentsOf(house, await liveOf(house))
    return { victim, after, hit }
  } finally {
    await writeFile(file, before)
    await writeFile(codebook, rules)
  }
}

/** What every table of the live edition holds, by its hash. */
export async function contentsOf(house: TestHouse, hash: string): Promise<Record<string, string>> {
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

export async function liveOf(house: TestHouse): Promise<string> {
  const { code, out, err } = await house.pejling('status', '--json')
  if (code !== 0) throw new Error(`status ended with ${code}: ${err}`)
  return (JSON.parse(out) as { live: string }).live
}

/** A process that works steps for the run. */
function stepOf(parent: number): number | undefined {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      if (!status.includes(`\nPPid:\t${parent}\n`)) continue
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('step-process')) return Number(pid)
    } catch {
      // It has ended meanwhile.
    }
  return undefined
}

function postgresOf(home: string): number | undefined {
  try {
    return Number(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
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
