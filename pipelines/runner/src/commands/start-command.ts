import { createServer } from 'node:net'
import { join } from 'node:path'
import { createSetupToken, findLiveEdition } from '@pejling/ledger'
import { logFormat, readConfiguration } from '@pejling/operation'
import type { Command } from 'commander'
import { buildDashboard } from '../build-dashboard.ts'
import { type Child, type Program, startChild } from '../child.ts'
import { keepPostgres } from '../keep-postgres.ts'
import { root } from '../home.ts'
import { type House, withHouse } from '../house.ts'
import { type ExitCode, print, say } from '../output.ts'
import { run } from '../run.ts'
import { untilStopped } from '../until-stopped.ts'
import { tellProgress } from '../run-progress.ts'
import { sayProblems } from './run-command.ts'
import { does } from './does.ts'

/** Registers `pejling start`. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('run the pipelines, serve the dashboard, and keep both going until Ctrl-C')
    .action(does(startCommand))
}

/**
 * `pejling start`: PostgreSQL, pipelines and the dashboard's build, then the worker and the dashboard, until Ctrl-C.
 * Problems in the data do not keep an edition that is live from being shown.
 *
 * @throws `port: …`, and what the house, the build and the dashboard throw
 */
export async function startCommand(): Promise<ExitCode> {
  const { port, host, log } = readConfiguration(process.env)
  if (port === 0) throw new Error('port: expected 1 to 65535, found 0')
  await checkPort(port, host)
  return withHouse(async (house) => {
    const stopped = untilStopped()
    const outcome = await Promise.race([prepare(house).then(() => 'ready' as const), stopped])
    if (outcome !== 'ready') return 0
    if (!(await findLiveEdition(house.ledger))) {
      say('pejling: nothing to show: the data have problems, and there is no earlier edition')
      return 1
    }
    const children: Child[] = []
    try {
      const environment = {
        ...process.env,
        DATABASE_URL: house.url,
        // The programs that serve people get the application's role only.
        ...{
          DATABASE_OWNER_URL: undefined,
          DATABASE_OWNER_URL_FILE: undefined,
          DATABASE_URL_FILE: undefined,
        },
        PEJLING_HOME: house.home.path,
        // Their standard error is a pipe to this process, which may well stand in a terminal.
        PEJLING_LOG: logFormat(log),
        PEJLING_DRAIN: '0',
      }
      const settings = { ...environment, PORT: String(port), HOST: host }
      if (house.postgres) children.push(keepPostgres(house.home.path, house.postgres))
      const started = await Promise.allSettled([
        startChild(dashboard, settings),
        startChild(worker, environment),
      ])
      for (const child of started) if (child.status === 'fulfilled') children.push(child.value)
      for (const child of started) if (child.status === 'rejected') throw child.reason
      await welcome(house, `http://${host}:${port}`)
      const lost = await Promise.race([stopped, ...children.map(({ givenUp }) => givenUp)])
      say('stopping')
      if (lost) throw lost
      return 0
    } finally {
      await Promise.all(children.map((child) => child.stop()))
    }
  })
}

const dashboard: Program = {
  name: 'dashboard',
  file: join(root, 'apps/dashboard/server.ts'),
  ready: (line) => line.startsWith('listening'),
}
const worker: Program = {
  name: 'worker',
  file: join(import.meta.dirname, '../pejling.ts'),
  words: ['worker'],
  ready: (line) => line.startsWith('worker: waiting'),
}

async function prepare({ home, ledger }: House): Promise<void> {
  const work = async () => {
    const report = await run(home, ledger, { progress: tellProgress(), reason: 'pejling start' })
    sayProblems(report)
    if (report.unchanged) say(`edition ${report.live} is up to date`)
  }
  await Promise.all([timed('dashboard built', buildDashboard), work()])
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now()
  await work()
  say(`${what} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

async function welcome({ ledger }: House, address: string): Promise<void> {
  const token = await createSetupToken(ledger)
  print(`Pejling is at ${address}`)
  if (token) print(`First time: make the administrator's account at ${address}/setup/${token}`)
  say('Ctrl-C stops it')
}

/** Asked before anything is started, so that a taken port costs nothing. */
function checkPort(port: number, host: string): Promise<void> {
  return new Promise((free, taken) => {
    const server = createServer()
    server.once('error', taken)
    server.listen(port, host, () => server.close(() => free()))
  })
}
