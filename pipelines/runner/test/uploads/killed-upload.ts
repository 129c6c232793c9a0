import { type ChildProcess, spawn } from 'node:child_process'
import { access, appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { originalPath } from '@pejling/archive'
import {
  createSetupToken,
  findLiveEdition,
  type Ledger,
  listUploads,
  type UploadState,
} from '@pejling/ledger'
import { uploadStates } from '@pejling/ledger'
import { openEdition } from '@pejling/warehouse'
import { parse } from 'yaml'
import { root } from '../../src/home.ts'
import { withHouse } from '../../src/house.ts'
import { makeSample } from '../../src/sample/make-sample.ts'
import { ended } from '../command-line.ts'
import { drivenDashboard } from './driven-dashboard.ts'
import { halfMade, unfinished } from './half-made.ts'
import { kill, stop, type UploadVictim, victimOf } from './upload-victims.ts'
import { study } from './upload-house.ts'

export type KilledUploads = {
  /** Makes the next move of the round that is on its way, and kills somebody meanwhile. @throws what was found wrong */
  strike(victim: UploadVictim): Promise<{ move: string; struck: boolean }>
  wentLive(): number
  /** What is still half made when a run has gone through undisturbed. */
  leftovers(): Promise<string[]>
  close(): Promise<void>
}

/** The command that moves an upload on from a state, the state it then has, and the button that does the same. */
type Move = { words: string[]; to: UploadState; button?: string }
const moves: Record<UploadState, Move | undefined> = {
  uploaded: { words: ['read', '--encoding', 'utf-8'], to: 'read' },
  read: { words: ['match', '--suggested'], to: 'checked' },
  checked: { words: ['preview'], to: 'previewed', button: 'preview' },
  previewed: { words: ['approve'], to: 'approved', button: 'approve' },
  approved: { words: ['live'], to: 'live', button: 'publish' },
  live: { words: ['withdraw', '--why', 'bench'], to: 'withdrawn', button: 'withdraw' },
  withdrawn: undefined,
}

/** A small made-up study of two rounds, the third of which is sent, taken live and withdrawn again and again. */
export async function openKilledUploads(): Promise<KilledUploads> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-killed-uploads-'))
  const [home, studies, sent] = ['home', 'studies', 'sent'].map((name) => join(folder, name))
  const size = { institutions: 12, children: 24, rounds: 3, seed: 1 }
  await rename(join(await makeSample(studies, study, size), 'rounds/2025'), sent)
  const { DATABASE_URL: _, ...rest } = process.env
  let ledgerUrl = ''
  const environment = { ...rest, PEJLING_HOME: home, PEJLING_DATA: studies, PEJLING_APPROVAL: 'one' }
  const begin = (...words: string[]) =>
    spawn(process.execPath, [join(root, 'pipelines/runner/src/pejling.ts'), ...words], { env: environment })
  const pejling = (...words: string[]) => ended(begin(...words))
  const asked = <T>(work: (ledger: Ledger) => Promise<T>) =>
    withHouse(({ ledger }) => work(ledger), environment, { forward: false })
  const first = await pejling('run')
  if (first.code !== 0) throw new Error(`the first run ended with ${first.code}: ${first.err}`)
  let worker = await startWorker()
  const dashboard = drivenDashboard()
  await startDashboard(await asked((ledger) => createSetupToken(ledger)))
  let lived = 0
  let length = 1500
  let pageLength = 150
  const file = join(sent, 'institution.csv')
  const facts = factsOf(parse(await readFile(join(sent, 'round.yaml'), 'utf8')) as SentFacts)
  const text = (await readFile(file, 'utf8')).trimEnd()

  return {
    wentLive: () => lived,
    async leftovers() {
      const { code, err } = await pejling('run')
      if (code !== 0) throw new Error(`the last run ended with ${code}: ${err}`)
      return unfinished(home)
    },
    async close() {
      await dashboard.stop()
      await stop(worker)
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 })
    },
    async strike(victim) {
      if (worker.exitCode !== null || worker.signalCode !== null) worker = await startWorker()
      if (victim === 'dashboard') return strikeDashboard()
      const before = await settled()
      const words = before
        ? [moves[before.state]!.words[0], String(before.id), ...moves[before.state]!.words.slice(1)]
        : await newFile()
      const child = begin('round', ...words)
      const outcome = ended(child)
      const begun = performance.now()
      const over = outcome.then(() => true)
      // A process that reads is there for a part of the time only.
      while (victim === 'reader' && victimOf(victim, child, worker, home) === undefined)
        if (await Promise.race([over, passed(20)])) break
      await Promise.race([over, passed(Math.random() * (victim === 'reader' ? 400 : length))])
      const pid = child.exitCode === null ? victimOf(victim, child, worker, home) : undefined
      const struck = pid !== undefined && kill(pid)
      if (struck && victim === 'postgres') await stop(worker)
      const { code, err } = await outcome
      if (!struck && code === 0) length = 0.7 * length + 0.3 * (performance.now() - begun)
      if (!struck && code !== 0)
        throw new Error(`${words[0]}: ended with ${code} though nobody was killed: ${err}`)
      await look(words[0], before, code === 0)
      return { move: words[0], struck }
    },
  }

  /** The same by page: what was acknowledged is done, and a file that was on its way is gone on with where it was. */
  async function strikeDashboard(): Promise<{ move: string; struck: boolean }> {
    await startDashboard()
    let before = await settled()
    while (before && !moves[before.state]!.button) {
      const [word, ...rest] = moves[before.state]!.words
      const { code, err } = await pejling('round', word, String(before.id), ...rest)
      if (code !== 0) throw new Error(`${word}: ended with ${code} though nobody was killed: ${err}`)
      before = await settled()
    }
    const known = await newestUpload()
    const move = before ? moves[before.state]!.words[0] : 'add'
    if (!before) await newFile()
    const begun = performance.now()
    const act = (
      before ? dashboard.press(moves[before.state]!.button!, before, { why: 'bench' }) : send(known)
    ).catch((problem: Error) => problem)
    await Promise.race([act, passed(Math.random() * pageLength)])
    const pending = Symbol()
    const over = (await Promise.race([act, Promise.resolve(pending)])) !== pending
    const pid = over ? undefined : dashboard.pid()
    const struck = pid !== undefined && kill(pid)
    let answer = await act
    if (!struck) {
      if (answer instanceof Error || !answer.acknowledged)
        throw new Error(`${move} by page: not acknowledged though nobody was killed: ${String(answer)}`)
      pageLength = 0.7 * pageLength + 0.3 * (performance.now() - begun)
    }
    await startDashboard()
    if (!before && (answer instanceof Error || !answer.acknowledged)) {
      if ((await newestUpload())?.id === known?.id) answer = await send(known)
      else dashboard.forget()
      if (answer instanceof Error) answer = { acknowledged: false }
    }
    const acknowledged = !(answer instanceof Error) && answer.acknowledged
    await settled()
    await look(`${move} by page`, before, acknowledged)
    return { move: `${move} by page`, struck }
  }

  function send(known: { id: number } | undefined) {
    const round: Record<string, string> = known ? { round: '2025' } : { round: 'new', name: '2025' }
    return dashboard.send(file, { study, ...round, unit: 'institution' }, facts)
  }

  function newestUpload() {
    return asked(async (ledger) => (await listUploads(ledger))[0] as { id: number } | undefined)
  }

  /** With the ledger where it is now: after a kill of PostgreSQL another port may be its. */
  async function startDashboard(token?: string): Promise<void> {
    const url = await withHouse(({ url }) => Promise.resolve(url), environment, { forward: false })
    if (url !== ledgerUrl) await dashboard.stop()
    ledgerUrl = url
    await dashboard.start({ ...environment, DATABASE_URL: url }, token)
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
  async function settled(): Promise<{ id: number; version: number; state: UploadState } | undefined> {
    for (let waited = 0; waited < 120_000; waited += 300) {
      const [newest] = await asked((ledger) => listUploads(ledger))
      if (!newest || newest.state === 'withdrawn') return undefined
      if (newest.work === null || newest.work_status === 'failed') return newest
      await passed(300)
    }
    throw new Error('what was begun did not come to its end within two minutes')
  }

  /** What was acknowledged is there; the ledger and the live edition say the same; every byte that was sent is kept. */
  async function look(
    move: string,
    before: { id: number; state: UploadState } | undefined,
    acknowledged: boolean,
  ): Promise<void> {
    const { uploads, live } = await asked(async (ledger) => ({
      uploads: await listUploads(ledger),
      live: await findLiveEdition(ledger),
    }))
    const [now] = uploads
    if (
      before &&
      acknowledged &&
      uploadStates.indexOf(now.state) < uploadStates.indexOf(moves[before.state]!.to)
    )
      throw new Error(`${move} was acknowledged, and the upload is ${now.state}`)
    if (!before && acknowledged && now?.state === 'withdrawn')
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
    for (const { files } of uploads) for (const { sha256 } of files) await access(originalPath(home, sha256))
    const half = await halfMade(home)
    if (half.length) throw new Error(`${move}: not whole: ${half.join(', ')}`)
  }
}

type SentFacts = Record<'instrument' | 'version', string> & {
  label: Record<'da' | 'en', string>
  period: Record<'from' | 'to', string>
}

/** What a round is as the form of the page asks for it. */
function factsOf({ label, instrument, version, period }: SentFacts): Record<string, string> {
  const asked = { 'label-da': label.da, 'label-en': label.en, version: `${instrument}/${version}` }
  return { ...asked, ...period }
}

function passed(milliseconds: number): Promise<false> {
  return new Promise((later) => setTimeout(later, milliseconds, false))
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
