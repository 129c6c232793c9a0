import { spawn } from 'node:child_process'
import { appendFile, chmod, chown, readdir, readFile, rm, symlink, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cancelRun, findLatestRun, findLiveEdition, type Ledger, owner, startPostgres } from '@pejling/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../src/home.ts'
import { ended, type TestHouse, testHouse } from './command-line.ts'
import { openLedgerOf } from './house-people.ts'
import { contentsOf, halfMade } from './killed-runs.ts'

let house: TestHouse
let ledger: Ledger
let close: () => Promise<void>
beforeAll(async () => {
  house = await testHouse('kora-2017', 'rounds-synthetic')
  expect((await house.pejling('run')).code).toBe(0)
  // The server stays up, so that what is refused below is refused to the run and not to PostgreSQL.
  ;({ ledger, close } = await openLedgerOf(house.home))
}, 120_000)
afterAll(async () => {
  await close()
  await house.close()
})

/** Asked on the connection that stays: one that opens and leaves the house in this process would stop its server. */
const live = async () => (await findLiveEdition(ledger))!
const edit = (file: string) => appendFile(join(house.studies, file), '\n')
const stepsOf = (out: string) =>
  Object.fromEntries(
    (JSON.parse(out).steps as { step: string; status: string }[]).map(({ step, status }) => [step, status]),
  )

test('one round alone is worked with what builds on it; another round that changed too waits for the next run', async () => {
  await edit('rounds-synthetic/rounds/2023/institution.csv')
  await edit('rounds-synthetic/rounds/2024/institution.csv')
  const alone = await house.pejling('run', '--study', 'rounds-synthetic', '--round', '2024', '--json')
  expect(alone.code).toBe(0)
  expect(stepsOf(alone.out)).toMatchObject({
    'survey/rounds-synthetic/2024/institution': 'done',
    'survey/rounds-synthetic/2023/institution': 'kept',
    'survey/rounds-synthetic/2022/institution': 'kept',
    edition: 'done',
  })
  expect(stepsOf((await house.pejling('run', '--json')).out)).toMatchObject({
    'survey/rounds-synthetic/2024/institution': 'kept',
    'survey/rounds-synthetic/2023/institution': 'done',
  })
}, 120_000)

test('after a step that failed the next run keeps what was done', async () => {
  const stood = await live()
  const rows = join(house.studies, 'kora-2017/units/institution.csv')
  const before = await readFile(rows, 'utf8')
  await edit('kora-2017/units/municipality.csv')
  await writeFile(rows, before.replace(',I,180,', ',I,many,'))
  const failed = await house.pejling('run', '--json')
  expect(failed.code).toBe(1)
  expect(stepsOf(failed.out)).toMatchObject({
    'survey/kora-2017/municipality': 'done',
    'survey/kora-2017/institution': 'failed',
  })
  expect(await live()).toBe(stood)
  await writeFile(rows, `${before}\n`)
  expect(stepsOf((await house.pejling('run', '--json')).out)).toMatchObject({
    'survey/kora-2017/municipality': 'kept',
    'survey/kora-2017/institution': 'done',
  })
}, 120_000)

test('a run under way that somebody cancels in the ledger ends at once; who joined it saw how far it was', async () => {
  const before = await live()
  await edit('kora-2017/published/cells.csv')
  const first = house.spawn('run')
  const firstEnded = ended(first)
  const id = await untilSteps()
  // Held where it is, so that it is not done before the second has come.
  first.kill('SIGSTOP')
  const second = ended(house.spawn('run'))
  await until(async () => (await findLatestRun(ledger))?.asked_again === true)
  first.kill('SIGCONT')
  expect(await cancelRun(ledger, id, owner)).toBe(true)
  for (const { code, out, err } of await Promise.all([firstEnded, second])) {
    expect({ code, out }).toEqual({
      code: 1,
      out: `run ${id} was cancelled; edition ${before} is still live\n`,
    })
    expect(err).toContain('kept')
  }
  expect(await live()).toBe(before)
  expect(await halfMade(house)).toEqual([])
}, 120_000)

test.runIf(process.platform === 'linux')(
  'on a disk that takes no more the run says so, what is live can be read, and with space again it ends',
  async () => {
    const before = await live()
    await edit('kora-2017/units/institution.csv')
    // As root or not: no file may grow beyond 1 MB, which an edition does.
    const words = ['-c', 'ulimit -f 1000; exec "$0" "$@"', process.execPath, pejling, 'run']
    const full = await ended(spawn('bash', words, { env: environment() }))
    expect(full.code).toBe(2)
    expect(full.err).toMatch(
      /\npejling: disk full: could not write.*; nothing was published, free some space and run again\n$/,
    )
    expect(await live()).toBe(before)
    expect(Object.keys(await contentsOf(house, before)).length).toBeGreaterThan(5)
    expect(await halfMade(house)).toEqual([])
    expect((await house.pejling('run')).code).toBe(0)
  },
  120_000,
)

test.runIf(process.platform === 'linux')(
  'where editions or the cache may not be written the run says which, and what is live can be read',
  async () => {
    const before = await live()
    await edit('kora-2017/units/institution.csv')
    const editions = join(house.home, 'editions')
    await chmod(editions, 0o555)
    const refused = await ended(await spawnUnprivileged('run'))
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toMatch(new RegExp(`\\npejling: not allowed: ${editions}/.*\\n$`))
    await chmod(editions, 0o700)
    await give(process.getuid?.() ?? 0)
    expect(await live()).toBe(before)
    expect(Object.keys(await contentsOf(house, before)).length).toBeGreaterThan(5)
    // In /sys nobody can make a file, root neither.
    const cache = join(house.home, 'cache')
    await rename(cache, `${cache}.aside`)
    await symlink('/sys/kernel', cache)
    const { code, err } = await house.pejling('run')
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^pejling: not allowed: .*cache\/.*\n$/),
    })
    expect(await live()).toBe(before)
    await rm(cache)
    await rename(`${cache}.aside`, cache)
    expect((await house.pejling('run')).code).toBe(0)
  },
  120_000,
)

const pejling = join(root, 'pipelines/runner/src/pejling.ts')
const environment = (more: NodeJS.ProcessEnv = {}) => ({
  ...process.env,
  ...{ PEJLING_HOME: house.home, PEJLING_DATA: house.studies, DATABASE_URL: '', ...more },
})

/** Root may write everywhere; so the home is given to somebody else, who runs. */
async function spawnUnprivileged(...words: string[]) {
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined
  const { url, ownerUrl } = await startPostgres(house.home)
  if (nobody !== undefined) await give(nobody)
  const env = environment({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })
  return spawn(process.execPath, [pejling, ...words], { env, uid: nobody, gid: nobody })
}

async function give(user: number): Promise<void> {
  if (process.getuid?.() === 0) for (const place of await placesToGive()) await chown(place, user, user)
}

/** The folder of the house, its studies, its home, and of the home the cache and the editions. */
async function placesToGive(): Promise<string[]> {
  const places = [join(house.home, '..'), house.home]
  for (const folder of [house.studies, join(house.home, 'cache'), join(house.home, 'editions')]) {
    places.push(folder)
    for (const name of await readdir(folder, { recursive: true })) places.push(join(folder, name))
  }
  return places
}

async function untilSteps(): Promise<number> {
  let id = 0
  await until(async () => {
    const run = await findLatestRun(ledger)
    id = run?.id ?? 0
    return run?.status === 'running' && run.steps.some(({ status }) => status === 'running')
  })
  return id
}

async function until(holds: () => Promise<boolean | undefined>): Promise<void> {
  while (!(await holds())) await new Promise((later) => setTimeout(later, 50))
}
