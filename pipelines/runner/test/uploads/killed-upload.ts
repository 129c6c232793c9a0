import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { originalPath } from '@pejling/archive'
import { findLiveEdition, type Ledger, listUploads, type UploadState, uploadStates } from '@pejling/ledger'
import { openEdition } from '@pejling/warehouse'
import { root } from '../../src/home.ts'
import { withHouse } from '../../src/house.ts'
import { makeSample } from '../../src/sample/make-sample.ts'
import { ended, type Outcome } from '../command-line.ts'
import { study } from './upload-house.ts'

/** Who is killed: the one that asks, the worker, the process that reads what was sent, the server. */
export const uploadVictims = ['command', 'worker', 'reader', 'postgres'] as const
export type UploadVictim = (typeof uploadVictims)[number]

export type KilledUploads = {
  /** Makes the next move of the round that is on its way, and kills somebody meanwhile. @throws what was found wrong */
  strike(victim: UploadVictim): Promise<{ move: string; struck: boolean }>
  wentLive(): number
  close(): Promise<void>
}

/** The command that moves an upload on from a state, and the state it then has. */
const moves: Record<UploadState, { words: string[]; to: UploadState } | undefined> = {
  uploaded: { words: ['read', '--encoding', 'utf-8'], to: 'read' },
  read: { words: ['match', '--suggested'], to: 'checked' },
  checked: { words: ['preview'], to: 'previewed' },
  previewed: { words: ['approve'], to: 'approved' },
  approved: { words: ['live'], to: 'live' },
  live: { words: ['withdraw', '--why', 'bench'], to: 'withdrawn' },
  withdrawn: undefined,
}

/** A small made-up study of two rounds, the third of which is sent, taken live and withdrawn again and again. */
export async function openKilledUploads(): Promise<KilledUploads> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-killed-uploads-'))
  const [home, studies, sent] = ['home', 'studies', 'sent'].map((name) => join(folder, name))
  const size = { institutions: 12, children: 24, rounds: 3, seed: 1 }
  await rename(join(await makeSample(studies, study, size), 'rounds/2025'), sent)
  const { DATABASE_URL: _, ...rest } = process.env
  const environment = { ...rest, PEJLING_HOME: home, PEJLING_DATA: studies, PEJLING_APPROVAL: 'one' }
  const begin = (...words: string[]) =>
    spawn(process.execPath, [join(root, 'pipelines/runner/src/pejling.ts'), ...words], { env: environment })
  const pejling = (...words: string[]) => ended(begin(...words))
  const asked = <T>(work: (ledger: Ledger) => Promise<T>) =>
    withHouse(({ ledger }) => work(ledger), environment, { forward: false })
  const first = await pejling('run')
  if (first.code !== 0) throw new Error(`the first run ended with ${first.code}: ${first.err}`)
  let worker = await startWorker()
  let lived = 0
  let length = 3000
  const file = join(sent, 'institution.csv')
  const text = (await readFile(file, 'utf8')).trimEnd()

  return {
    wentLive: () => lived,
    async close() {
      await stop(worker)
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 })
    },
    async strike(victim) {
      if (worker.exitCode !== null || worker.signalCode !== null) worker = await startWorker()
      const before = await settled()
      const words = before
        ? [moves[before.state]!.words[0], String(before.id), ...moves[before.state]!.words.slice(1)]
        : await newFile()
      const child = begin('round', ...words)
      const outcome = ended(child)
      const begun = performance.now()
      await Promise.race([outcome, new Promise((later) => setTimeout(later, Math.random() * length))])
      const pid = child.exitCode === null ? victimOf(victim, child, worker) : undefined
      const struck = pid !== undefined && kill(pid)
      if (struck && victim === 'postgres') await stop(worker)
      const { code, err } = await outcome
      if (!struck && code === 0) length = 0.7 * length + 0.3 * (performance.now() - begun)
      if (!struck && code !== 0)
        throw new Error(`${words[0]}: ended with ${code} though nobody was killed: ${err}`)
      await look(words[0], before, code)
      return { move: words[0], struck }
    },
  }

  async function startWorker(): Promise<ChildProcess> {
    const child = begin('worker')
    child.stderr.resume()
    await new Promise<void>((up) => child.stdout.once('data', () => up()))
    return child
  }

  /** Other bytes each time, the same rows. */
  async function newFile(): Promise<string[]> {
    await writeFile(file, `${text}\n`)
    await appendFile(file, '\n'.repeat(1 + (lived % 50)))
    const place = ['--study', study, '--round', '2025', '--unit', 'institution']
    return ['add', file, ...place, '--facts', join(sent, 'round.yaml')]
  }

  /** The round on its way, when the worker has done what it was asked for. */
  async function settled(): Promise<{ id: number; state: UploadState } | undefined> {
    for (let waited = 0; waited < 120_000; waited += 300) {
      const [newest] = await asked((ledger) => listUploads(ledger))
      if (!newest || newest.state === 'withdrawn') return undefined
      if (newest.work === null || newest.work_status === 'failed') return newest
      await new Promise((later) => setTimeout(later, 300))
    }
    throw new Error('what was begun did not come to its end within two minutes')
  }

  /** What was acknowledged is there; the ledger and the live edition say the same; every byte that was sent is kept. */
  async function look(
    move: string,
    before: { id: number; state: UploadState } | undefined,
    code: Outcome['code'],
  ): Promise<void> {
    const { uploads, live } = await asked(async (ledger) => ({
      uploads: await listUploads(ledger),
      live: await findLiveEdition(ledger),
    }))
    const [now] = uploads
    if (
      before &&
      code === 0 &&
      uploadStates.indexOf(now.state) < uploadStates.indexOf(moves[before.state]!.to)
    )
      throw new Error(`${move} was acknowledged, and the upload is ${now.state}`)
    if (!before && code === 0 && now?.state === 'withdrawn')
      throw new Error('add was acknowledged, and nothing is there')
    if (now?.state === 'live' && before?.state !== 'live') lived++
    const rounds = await roundsOf(join(home, 'editions', `${live}.duckdb`))
    const expected = uploads.some(({ state }) => state === 'live')
      ? ['2023', '2024', '2025']
      : ['2023', '2024']
    if (String(rounds) !== String(expected))
      throw new Error(
        `${move}: the live edition has the rounds ${String(rounds)}, the ledger says ${String(expected)}`,
      )
    for (const { files } of uploads)
      for (const { sha256 } of files) {
        const bytes = await readFile(originalPath(home, sha256))
        if (createHash('sha256').update(bytes).digest('hex') !== sha256)
          throw new Error(`${move}: an original is not whole`)
      }
  }
}

async function roundsOf(file: string): Promise<string[]> {
  const edition = await openEdition(file, { connections: 1 })
  try {
    const found = await edition.query<{ round: string }>(
      `SELECT DISTINCT round::VARCHAR AS round FROM "study ${study}".institution ORDER BY 1`,
    )
    return found.map(({ round }) => round)
  } finally {
    await edition.close()
  }
}

function victimOf(victim: UploadVictim, command: ChildProcess, worker: ChildProcess): number | undefined {
  if (victim === 'command') return command.pid
  if (victim === 'worker') return worker.pid
  if (victim === 'reader')
    return descendants([command.pid!, worker.pid!]).findLast((pid) =>
      /upload-program|step-process|run-process/.test(lineOf(pid)),
    )
  const guardian = descendants([command.pid!, worker.pid!, process.pid]).find((pid) =>
    /postgres-guardian/.test(lineOf(pid)),
  )
  return guardian === undefined ? undefined : Number(lineOf(guardian).split(' ').at(-1)) || undefined
}

/** Every process that one of these has started, and those these have. */
function descendants(parents: number[]): number[] {
  const found = new Set(parents)
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []))
  const parentOf = new Map(
    all.map((pid) => [pid, Number(/\) \w (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1])]),
  )
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const [pid, parent] of parentOf) if (found.has(parent)) found.add(pid)
  }
  return [...found].filter((pid) => !parents.includes(pid)).sort((a, b) => a - b)
}

function lineOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
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

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((end) => child.once('exit', end))
  child.kill('SIGKILL')
  await gone
}
