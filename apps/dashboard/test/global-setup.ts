import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { createSetupToken } from '@pejling/ledger'
import { openHome, run, withHouse } from '@pejling/runner'
import type { TestProject } from 'vitest/node'
import { serveBrowser } from './pages/browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    house: {
      /** Where the dashboard answers. */
      address: string
      home: string
      databaseUrl: string
      /** The edition that is live, with all studies, and one with a single study that can be made live. */
      live: string
      other: string
      /**
       * The file of an edition with `kora-2017`, which is open, and two that are not: `lukket-2017` with printed tables,
       * and `lukkede-raekker` with rows only.
       */
      closed: string
      /** The file of an edition in which `kora-2017` is not open any more, and `ikke-frigivet` is under embargo. */
      shut: string
      /** The hash of an edition like `closed` in which one institution of `kora-2017` and `lukket-2017` has another staff ratio. */
      moved: string
      setupToken: string
      /** Where the browser is reached. */
      browser: string
    }
  }
}

const root = resolve(import.meta.dirname, '../../..')
export const serverFile = join(root, 'apps/dashboard/server.ts')

/** Builds five editions in a home of their own, serves the dashboard on a free port, and takes all of it down again. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-dashboard-'))
  const { DATABASE_URL: _, PEJLING_DATA: __, ...clean } = process.env
  const environment = { ...clean, PEJLING_HOME: join(folder, 'home') }
  const one = join(folder, 'one')
  await cp(join(root, 'data/studies/kora-2017'), join(one, 'kora-2017'), { recursive: true })
  const two = join(folder, 'two')
  await cp(join(one, 'kora-2017'), join(two, 'kora-2017'), { recursive: true })
  await copyClosed(join(one, 'kora-2017'), join(two, 'lukket-2017'))
  await copyClosed(join(root, 'data/studies/kora-2017-synthetic'), join(two, 'lukkede-raekker'))
  const moved = join(folder, 'moved')
  await cp(two, moved, { recursive: true })
  for (const study of ['kora-2017', 'lukket-2017']) {
    const rows = join(moved, study, 'units/institution.csv')
    await writeFile(rows, (await readFile(rows, 'utf8')).replace(/^1A,I,180,"6,1"/m, '1A,I,180,"6,9"'))
  }
  const three = join(folder, 'three')
  await copyClosed(join(one, 'kora-2017'), join(three, 'kora-2017'))
  const early = join(three, 'ikke-frigivet')
  await copyClosed(join(root, 'data/studies/kora-2017-synthetic'), early)
  const word = await readFile(join(early, 'study.yaml'), 'utf8')
  await writeFile(
    join(early, 'study.yaml'),
    word.replace(/^disclosure:\n/m, "disclosure:\n  embargo: '2999-01-01'\n"),
  )

  let leave = () => {}
  const left = new Promise<void>((done) => (leave = done))
  let stay: Promise<void> | undefined
  await new Promise<void>((ready, failed) => {
    stay = withHouse(async ({ home, ledger, url }) => {
      const small = await run(await openHome({ ...environment, PEJLING_DATA: one }), ledger)
      const closed = await run(await openHome({ ...environment, PEJLING_DATA: two }), ledger)
      const changed = await run(await openHome({ ...environment, PEJLING_DATA: moved }), ledger)
      const shut = await run(await openHome({ ...environment, PEJLING_DATA: three }), ledger)
      const whole = await run(home, ledger)
      if (!small.edition || !closed.edition || !changed.edition || !shut.edition || !whole.edition)
        throw new Error('test house: expected five editions')
      const setupToken = (await createSetupToken(ledger))!
      // Pinned, so that a test may move the pointer without moving the ground under the others.
      const server = await serve({
        ...environment,
        DATABASE_URL: url,
        PEJLING_EDITION: whole.edition,
      })
      const browser = await serveBrowser()
      project.provide('house', {
        address: server.address,
        home: home.path,
        databaseUrl: url,
        live: whole.edition,
        other: small.edition,
        closed: join(home.editions, `${closed.edition}.duckdb`),
        shut: join(home.editions, `${shut.edition}.duckdb`),
        moved: changed.edition,
        setupToken,
        browser: browser.wsEndpoint(),
      })
      ready()
      await left
      await browser.close()
      server.child.kill('SIGTERM')
      await once(server.child, 'exit')
    }, environment)
    stay.catch(failed)
  })
  return async () => {
    leave()
    await stay
    await rm(folder, { recursive: true, force: true })
  }
}

/** The same study under another name, but it says neither that it is open nor that its rows are made up. */
export async function copyClosed(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true })
  const files = await readdir(to, { recursive: true, withFileTypes: true })
  for (const entry of files.filter(({ name }) => name.endsWith('.yaml'))) {
    const file = join(entry.parentPath, entry.name)
    const text = await readFile(file, 'utf8')
    const renamed = text.replace(/^(id|study): kora-2017(?:-synthetic)?$/gm, `$1: ${basename(to)}`)
    const closed = renamed
      .replace(/^ {2}open:\n(?: {4}.*\n)+/m, '')
      .replace(/^synthetic: true$/m, 'synthetic: false')
    await writeFile(file, closed)
  }
}

/** Starts `server.ts` as `pejling start` does and waits for its line. */
export async function serve(
  environment: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [serverFile], {
    env: { PORT: '0', ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  return new Promise((listening, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /^listening (\S+)$/m.exec(said)?.[1]
      if (address) listening({ child, address })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => failed(new Error(`server: ended with ${code}: ${said.trim()}`)))
  })
}
