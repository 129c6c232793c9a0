import { afterAll, beforeAll, expect, test } from 'vitest'
import { owner, setGrant } from '@pejling/ledger'
import { makeToken } from '../api/asking.ts'
import { openPeopleHouse, type PeopleHouse, signInAs } from '../people/house.ts'
import { type Asked, crawl, differing, readAddress } from './crawl.ts'
import { first, isOf, more } from './ways.ts'
import { answers, buildWorlds, study, type World } from './worlds.ts'

let house: PeopleHouse
let worlds: World[]
let closeWorlds: () => Promise<void>
/** A dashboard before each world, all with the same people. */
let addresses: string[]
let token: string
beforeAll(async () => {
  const built = await buildWorlds()
  worlds = built.worlds
  closeWorlds = built.close
  house = await openPeopleHouse(worlds[0].file)
  for (const name of ['Dina', 'Rita', 'Vera']) {
    const person = await house.addPerson(name, name === 'Dina' ? 'reader' : 'researcher')
    if (name === 'Vera')
      await setGrant(house.ledger, {
        ...{ person, seenVersion: 1, by: owner, study, right: 'unsuppressed', given: true },
      })
  }
  addresses = []
  for (const { file } of worlds)
    addresses.push(await house.open({ PEJLING_EDITION: file, PEJLING_PUBLIC: 'yes' }))
  token = await makeToken(addresses[0], 'Dina', study)
}, 120_000)
afterAll(async () => {
  await house?.close()
  await closeWorlds?.()
})

/** How often a program may ask in a minute is another matter. */
const unlimited = () => house.ledger.deleteFrom('api_request').execute()

/** The same visitor at the dashboard of each world. */
async function visitorOf(name: string | undefined): Promise<Asked[]> {
  return Promise.all(
    addresses.map(async (base, at) => {
      const cookie = name && (await signInAs(base, name))
      return { base, hash: worlds[at].hash, ...(cookie && { headers: { cookie } }) }
    }),
  )
}

test('each hidden count differs by the threshold between two worlds in which the same counts are hidden', () => {
  const hidden = (world: World) =>
    world.tables.map(({ counts }) => counts.map((line) => line.map(({ shown, n }) => (shown ? n : null))))
  for (const world of worlds) expect(hidden(world)).toEqual(hidden(worlds[0]))
  let counts = 0
  for (const [at, { cells, threshold }] of worlds[0].tables.entries())
    for (const place of cells.keys()) {
      const values = worlds.map(({ tables }) => tables[at].cells[place].n)
      expect(Math.max(...values) - Math.min(...values)).toBeGreaterThanOrEqual(threshold)
      counts++
    }
  expect(worlds[0].tables).toHaveLength(answers.length)
  expect(counts).toBeGreaterThan(15)
})

test.each(['a visitor without account', 'Dina', 'Rita'])(
  '%s reads the same at every address in all worlds',
  { timeout: 180_000 },
  async (name) => {
    const visitor = await visitorOf(name.startsWith('a visitor') ? undefined : name)
    await unlimited()
    const found = await crawl(visitor[0], first, more, isOf)
    expect([...found.values()].filter(({ status }) => status === 429 || status === 406)).toEqual([])
    expect(found.size).toBeGreaterThan(100)
    const hidden = [...found].filter(
      ([path, { text }]) => path.startsWith('/relations?') && text.includes('id="hidden"'),
    )
    expect(hidden.length).toBeGreaterThanOrEqual(answers.length)
    expect((await differing(visitor, found, unlimited)).slice(0, 10)).toEqual([])
  },
)

test('a program with a token of its own, and a query in SQL, are told the same in all worlds', async () => {
  const program = addresses.map((base, at) => ({
    ...{ base, hash: worlds[at].hash, headers: { authorization: `Bearer ${token}` } },
  }))
  await unlimited()
  const paths = answers.map((answer) => `/api/v1/relations?study=${study}&x=funding_model&y=${answer}`)
  const found = await crawl(
    program[0],
    paths,
    () => [],
    () => false,
  )
  for (const { status, text } of found.values()) {
    expect(status).toBe(200)
    expect(text).toContain('null')
  }
  expect(await differing(program, found, unlimited)).toEqual([])
  const sql = `SELECT screening, count(*) AS n FROM "${study}".institution GROUP BY ALL`
  const visitor = await visitorOf('Rita')
  const said = await Promise.all(visitor.map((asked) => readAddress(asked, '/sql?/run', { sql })))
  expect(said[0].status).toBe(400)
  expect(new Set(said.map(({ status }) => status)).size).toBe(1)
})

test('the attack finds a leak where there is one: who may see all reads other numbers', async () => {
  const visitor = await visitorOf('Vera')
  const paths = answers.map((answer) => `/relations?study=${study}&x=funding_model&y=${answer}`)
  const found = await crawl(
    visitor[0],
    paths,
    () => [],
    () => false,
  )
  expect((await differing(visitor, found, unlimited)).length).toBeGreaterThanOrEqual(answers.length)
})
