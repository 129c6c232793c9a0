import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, openSync, closeSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { lock } from 'proper-lockfile'
import { freePort, isFree } from './free-port.ts'
import { isAlive } from './is-alive.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import {
  applicationUrl,
  completed,
  type Connection,
  ownerRole,
  ownerUrl,
  readConnection,
  writeConnection,
} from './postgres-connection.ts'
import { prepareDatabase } from './postgres-database.ts'
import { unprivileged } from './unprivileged.ts'

/** A PostgreSQL of our own under a home folder. */
export type PostgresProcess = {
  /** The address for everyday work: the role `pejling_app`, which may do what `migrate` grants it. */
  url: string
  /** The address of the owner of the tables, for migrations only. */
  ownerUrl: string
  /** False if it was already running: then another process started it. */
  started: boolean
  /** Is the server of that home there, this one or one started since? */
  isRunning(): Promise<boolean>
  /** Fast shutdown: clients are cut off, what was committed is on disk. Waits until the process is gone. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that came from npm in `<home>/postgres`, on a free loopback port with generated passwords, or
 * takes over the one a killed process left running there. The data folder is made beside and renamed, so that a kill
 * during its making leaves none.
 *
 * @throws `postgres: …` with the last line of `<home>/postgres.log`
 */
export async function startPostgres(home: string): Promise<PostgresProcess> {
  await mkdir(home, { recursive: true })
  // Two starts at once take turns: the second finds the server that the first has started.
  const release = await lock(home, {
    lockfilePath: join(home, 'postgres.lock'),
    stale: 5000,
    update: 1000,
    retries: { retries: 600, minTimeout: 50, maxTimeout: 200 },
  })
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      const running = await findRunning(home)
      if (running) return { ...running, started: false }
      await untilSettled(home)
      const started = await tryStart(home)
      if (started) return { ...started, started: true }
    }
    throw new Error(`postgres: did not start; ${await lastLogLine(home)}`)
  } finally {
    await release()
  }
}

/** A server that is just stopping or starting holds its folder though it does not answer: a moment decides which. */
async function untilSettled(home: string): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    const pid = await postmasterPid(home)
    const known = await readConnection(home)
    if (!pid || !known?.port || !isAlive(pid)) return
    if (await answers(ownerUrl(completed(known, known.port), 'postgres'), pid)) return
    await sleep(100)
  }
}

/** A server of that home that answers, or nothing. */
async function findRunning(home: string): Promise<Omit<PostgresProcess, 'started'> | undefined> {
  const pid = await postmasterPid(home)
  const known = await readConnection(home)
  if (!pid || !known?.port || !isAlive(pid)) return undefined
  const connection = completed(known, known.port)
  if (await answers(applicationUrl(connection), pid)) return processOf(home, connection, pid)
  // Started by an earlier program, or by one that was killed before it had made the database and its role.
  if (!(await answers(ownerUrl(connection, 'postgres'), pid))) return undefined
  await writeConnection(home, connection)
  await prepareDatabase(connection)
  return processOf(home, connection, pid)
}

function processOf(home: string, connection: Connection, pid: number): Omit<PostgresProcess, 'started'> {
  const url = applicationUrl(connection)
  return { url, ownerUrl: ownerUrl(connection), isRunning, stop }

  async function isRunning(): Promise<boolean> {
    const now = await postmasterPid(home)
    return now !== undefined && isAlive(now)
  }

  /** The server may have been started again since; a process that only has its number is left alone. */
  async function stop(): Promise<void> {
    const now = await postmasterPid(home)
    if (!now || !isAlive(now) || (now !== pid && !(await answers(url, now)))) return
    process.kill(now, 'SIGINT')
    for (let waited = 0; waited < 20_000 && isAlive(now); waited += 25) await sleep(25)
  }
}

async function tryStart(home: string): Promise<Omit<PostgresProcess, 'started'> | undefined> {
  const { initdb, postgres } = await postgresBinaries()
  const folder = join(home, 'postgres')
  const parent = await runtimeFolder(home)
  const guise = unprivileged(parent, postgres)
  const command = (program: string, words: string[]) => [...guise.prefix, program, ...words]
  const owner = { uid: guise.uid, gid: guise.gid }
  const data = join(parent, 'data')
  const known = (await readConnection(home)) ?? {}
  // The port it had, if nobody has taken it: whoever is still connected to it finds the server again.
  const port = known.port && (await isFree(known.port)) ? known.port : await freePort()
  const connection = completed(known, port)
  // First, so that a kill never leaves a server whose passwords nobody knows.
  await writeConnection(home, connection)
  if (!existsSync(join(data, 'PG_VERSION'))) await createCluster(connection.password)
  const log = openSync(logFile(home), 'a', 0o600)
  const settings = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'max_connections=60']
  const [program, ...words] = command(postgres, settings)
  const child = spawn(program, words, { ...owner, detached: true, stdio: ['ignore', log, log], cwd: parent })
  closeSync(log)
  let gone = false
  child.once('exit', () => (gone = true))
  child.once('error', () => (gone = true))
  child.unref()
  const url = ownerUrl(connection, 'postgres')
  for (let waited = 0; waited < 60_000 && !gone; waited += 50) {
    if (child.pid && (await answers(url, child.pid))) {
      guard(home, child.pid)
      await prepareDatabase(connection)
      return processOf(home, connection, child.pid)
    }
    await sleep(50)
  }
  if (!gone) child.kill('SIGKILL')
  return undefined

  async function createCluster(password: string): Promise<void> {
    const making = join(parent, `making-${process.pid}`)
    for (const left of await readdir(parent))
      if (left.startsWith('making')) await rm(join(parent, left), { recursive: true, force: true })
    const passwordFile = join(parent, 'password')
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (guise.uid !== undefined) chownSync(passwordFile, guise.uid, guise.gid!)
    const options = [
      '-D',
      making,
      '-U',
      ownerRole,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
    ]
    const [program, ...words] = command(initdb, options)
    const complaint = await complaintOf(spawn(program, words, { ...owner, stdio: 'pipe', cwd: parent }))
    await rm(passwordFile, { force: true })
    if (complaint !== undefined)
      throw new Error(`postgres: could not make ${folder}; ${tellingLine(complaint)}`)
    await rename(making, data)
  }
}

/** Starts the program that stops the server when this process is gone and nobody uses it. It keeps nobody waiting. */
function guard(home: string, server: number): void {
  const program = join(import.meta.dirname, 'postgres-guardian.ts')
  const guardian = spawn(process.execPath, [program, home, String(server)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    // What is set to watch or measure this process is not meant for that one.
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  guardian.on('error', () => undefined)
  guardian.stdin.on('error', () => undefined)
  guardian.unref()
  ;(guardian.stdin as Socket).unref()
}

/**
 * What a program that failed said last, or nothing if it did well. Waited for, not blocked on: meanwhile the lock of the
 * home has to be kept fresh.
 */
function complaintOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((ended) => {
    let said = ''
    child.stdout!.resume()
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.once('error', (error) => ended(error.message))
    child.once('close', (code) => ended(code === 0 ? undefined : said || `ended with ${code}`))
  })
}

/** The folder PostgreSQL works in: nobody else may read it. */
async function runtimeFolder(home: string): Promise<string> {
  const folder = join(home, 'postgres')
  await mkdir(folder, { recursive: true })
  chmodSync(folder, 0o700)
  return folder
}

/** Does the server with this process number answer there? Another server may have taken the port since. */
async function answers(url: string, pid: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return isAlive(pid)
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function postmasterPid(home: string): Promise<number | undefined> {
  const text = await readFile(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => '')
  return Number(text.split('\n')[0]) || undefined
}

/** Of what a program said just now, the line that says best what is wrong. */
function tellingLine(said: string): string {
  const lines = said.trim().split('\n').slice(-40)
  const full = lines.find((line) => /no space left/i.test(line))
  return full ?? lines.findLast((line) => /\b(error|fatal|panic):/i.test(line)) ?? lines.at(-1)!
}

async function lastLogLine(home: string): Promise<string> {
  const text = await readFile(logFile(home), 'utf8').catch(() => '')
  return tellingLine(text) || 'it said nothing'
}

const logFile = (home: string) => join(home, 'postgres.log')
const sleep = (milliseconds: number) => new Promise((later) => setTimeout(later, milliseconds))
