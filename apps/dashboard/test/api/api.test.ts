import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Study } from '@pejling/indicators'
import { listAuditEntries, owner, setGrant, setRole } from '@pejling/ledger'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { openApi } from '#lib/api/open-api.ts'
import { type ApiOperation, routeOf } from '#lib/api/operation.ts'
import { operations } from '#lib/api/operations.ts'
import { schemas } from '#lib/api/schemas.ts'
import { wordsIn } from '#lib/words/words.ts'
import { openPeopleHouse, type PeopleHouse, send, signInAs } from '../people/house.ts'
import { doorsOnDisk } from '../people/routes.ts'
import { interviewPairs } from './interview-pairs.ts'
import { type Asked, askApi, makeToken, problemOf } from './asking.ts'

let house: PeopleHouse
let address: string
let closed: string
const ids: Record<string, string> = {}
const everything: readonly ApiOperation[] = Object.values(operations)
/** Programs that were given a token, by who made it and for which study. */
const tokens: Record<string, string> = {}

beforeAll(async () => {
  house = await openPeopleHouse(inject('house').closed)
  for (const [name, role] of [
    ['rosa', 'reader'],
    ['anna', 'analyst'],
  ] as const)
    ids[name] = await house.addPerson(name, role)
  address = await house.open()
  closed = await house.open({ PEJLING_PUBLIC: 'no' })
  for (const [name, study] of [
    ['rosa', 'lukkede-raekker'],
    ['anna', 'kora-2017'],
  ])
    tokens[name] = await makeToken(closed, name, study)
}, 120_000)
afterAll(() => house.close())
beforeEach(() => anotherMinute())

/** Nothing is counted yet. */
async function anotherMinute(): Promise<void> {
  await house.ledger.deleteFrom('api_request').execute()
}

const ask = (path: string, asked: Asked = {}) => askApi(closed, path, asked)
const relation = '/api/v1/relations?study=kora-2017&x=funding_model&y=screening'
const hidden = '/api/v1/relations?study=lukkede-raekker&x=funding_model&y=screening'

test('every declared operation has its route, and every route is declared', async () => {
  const onDisk = (await doorsOnDisk()).filter((door) => door.includes(' /api/v1/'))
  const declared = everything.map((operation) => `GET ${routeOf(operation)}`)
  expect(onDisk).toEqual([...declared, 'GET /api/v1/openapi.json'].sort())
  expect(Object.entries(operations).filter(([name, { id }]) => name !== id)).toEqual([])
})

test.each(['da', 'en'] as const)(
  'the description is an OpenAPI 3.1 document in %s, and is served',
  async (language) => {
    const served = (await (await ask(`/api/v1/openapi.json?language=${language}`)).json()) as Record<
      string,
      unknown
    >
    expect(served).toEqual(JSON.parse(JSON.stringify(openApi(closed, wordsIn(language)))))
    const validator = new Validator()
    expect(await validator.validate(served)).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
    expect(Object.keys(served.paths as object)).toHaveLength(everything.length)
  },
)

const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addSchema({ $id: 'https://pejling.test/', components: { schemas } })
function expectSchema(name: string, value: unknown, of: string): void {
  const fits = ajv.getSchema(`https://pejling.test/#/components/schemas/${name}`)!
  expect([of, fits(value) ? [] : fits.errors]).toEqual([of, []])
}

test('the example of every operation answers what its schema says', async () => {
  for (const { example, schema, parameters } of everything) {
    // The interviews are in the house with all studies, which is open.
    const there = example.includes('interviews-synthetic')
    const answer = await ask(example, there ? { at: inject('house').address } : { token: tokens.anna })
    expect([example, answer.status]).toEqual([example, 200])
    expectSchema(schema, await answer.json(), example)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    for (const { name, in: place, required } of parameters)
      if (place === 'query' && required) expect(example).toMatch(new RegExp(`[?&]${name}=`))
  }
})

test('every relation of a study that is not open answers its schema, with hidden counts, and without statistics', async () => {
  const [study] = (await (await ask('/api/v1/studies', { token: tokens.rosa })).json()) as (Study & {
    relations: { x: string; y: string }[]
  })[]
  expect(study.id).toBe('lukkede-raekker')
  const kinds = new Set<string>()
  for (const [i, { x, y }] of study.relations.filter(({ x, y }) => x < y).entries()) {
    if (i % 100 === 0) await anotherMinute()
    const path = `/api/v1/relations?study=${study.id}&x=${x}&y=${y}`
    const answer = await ask(path, { token: tokens.rosa })
    const told = (await answer.json()) as { suppressed?: true; statistics?: object; why?: { code: string } }
    expectSchema('Relation', told, path)
    expect([path, Boolean(told.suppressed)]).toEqual([path, told.statistics === undefined])
    kinds.add(told.why?.code ?? 'shown')
  }
  expect(kinds).toContain('small-counts')
  expect(kinds).toContain('not-shown-together')
})

test(
  'JSON is what the command line prints, and files are those of the page',
  { timeout: 60_000 },
  async () => {
    const { home, databaseUrl, live, address: whole } = inject('house')
    const pejling = join(import.meta.dirname, '../../../../pipelines/runner/src/pejling.ts')
    const print = async (words: string) => {
      const environment = { ...process.env, PEJLING_HOME: home, DATABASE_URL: databaseUrl }
      const child = spawn(process.execPath, [pejling, ...words.split(' '), '--edition', live, '--json'], {
        env: environment,
      })
      let out = ''
      for await (const chunk of child.stdout) out += String(chunk)
      return out
    }
    const pairs = {
      '/api/v1/studies': 'studies',
      '/api/v1/studies/kora-2017/indicators': 'indicator --study kora-2017',
      '/api/v1/studies/kora-2017/indicators/staff_ratio': 'indicator staff_ratio --study kora-2017',
      '/api/v1/findings/smaabornsteam-2020': 'findings --study smaabornsteam-2020',
      ...interviewPairs,
      [relation]: 'relation --study kora-2017 --x funding_model --y screening',
      '/api/v1/relations?study=kora-2017&x=load_degree&y=extra_grant_per_child&by=funding_model':
        'relation --study kora-2017 --x load_degree --y extra_grant_per_child --by funding_model',
    }
    for (const [path, words] of Object.entries(pairs)) {
      const answer = await ask(path, { at: whole })
      expect([path, await answer.text()]).toEqual([path, await print(words)])
    }
    for (const format of ['csv', 'json-stat']) {
      const file = await ask(relation.replace('/api/v1/relations', `/relations/export/${format}`), {
        at: whole,
      })
      const answer = await ask(`${relation}&format=${format}`, { at: whole })
      expect([format, await answer.text()]).toEqual([format, await file.text()])
    }
  },
)

test('an address with its edition gives the same bytes, and what is not changed is not sent again', async () => {
  const first = await ask(relation, { token: tokens.anna })
  const [etag, bound] = ['etag', 'content-location'].map((name) => first.headers.get(name)!)
  expect(bound).toMatch(/^\/api\/v1\/relations\?study=kora-2017&x=funding_model&y=screening&edition=\w{16,}$/)
  const again = await ask(bound, { token: tokens.anna })
  expect(again.headers.get('etag')).toBe(etag)
  expect(await again.text()).toBe(await first.text())
  const unchanged = await ask(relation, { token: tokens.anna, headers: { 'if-none-match': etag } })
  expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
  const other = await ask(`${relation}&format=csv`, {
    token: tokens.anna,
    headers: { 'if-none-match': etag },
  })
  expect(other.status).toBe(200)
})

test('the format is what the address names, else what is accepted', async () => {
  const typeOf = async (more: Asked, query = '') => {
    const answer = await ask(relation + query, { token: tokens.anna, ...more })
    return answer.headers.get('content-type')
  }
  expect(await typeOf({ accept: 'text/csv' })).toBe('text/csv; charset=utf-8')
  expect(await typeOf({ accept: 'text/csv' }, '&format=json')).toBe('application/json; charset=utf-8')
  expect(await typeOf({ accept: 'text/html, */*;q=0.1' })).toBe('application/json; charset=utf-8')
  expect(await typeOf({ accept: 'text/csv;q=0.5, application/vnd.json-stat+json' })).toBe(
    'application/vnd.json-stat+json; charset=utf-8',
  )
  const refused = (answer: Promise<Response>) => answer.then(problemOf)
  expect(await refused(ask(`${relation}&format=xlsx`, { token: tokens.anna }))).toEqual([
    ...[406, 'format: expected one of json, json-stat, csv, found xlsx'],
  ])
  expect((await refused(ask(relation, { token: tokens.anna, accept: 'image/png' })))[0]).toBe(406)
})

test('a question that cannot be answered is a problem with one line', async () => {
  const of = async (path: string) => problemOf(await ask(path, { token: tokens.anna }))
  expect(await of('/api/v1/studies/kora-2018')).toEqual([
    404,
    expect.stringMatching(/^unknown study: kora-2018/),
  ])
  expect(await of('/api/v1/relations?study=kora-2017&x=funding_model')).toEqual([
    ...[400, 'relation: expected study, x and y, found study and x'],
  ])
  expect(await of('/api/v1/relations?study=kora-2017&x=funding_model&y=nothing')).toEqual([
    ...[404, expect.stringMatching(/^unknown variable: nothing/)],
  ])
  expect(await of('/api/v1/relations?study=kora-2017&x=screening&y=small_groups&source=rows')).toEqual([
    ...[404, expect.stringMatching(/^no rows: /)],
  ])
  expect(await of('/api/v1/nothing')).toEqual([
    404,
    'unknown address: /api/v1/nothing; see /api/v1/openapi.json',
  ])
  expect((await of(`${relation}&edition=0000`))[0]).toBe(404)
})

test('a token reads its own study as its person may at that moment, and nothing else', async () => {
  const with_ = (path: string) => ask(path, { token: tokens.rosa })
  const counts = async () =>
    ((await (await with_(hidden)).json()) as { counts: (number | null)[][] }).counts.flat()
  expect(await counts()).toContain(null)
  const decision = { person: ids.rosa, by: owner, study: 'lukkede-raekker', right: 'unsuppressed' } as const
  await setGrant(house.ledger, { ...decision, seenVersion: 1, given: true })
  expect(await counts()).not.toContain(null)
  await setGrant(house.ledger, { ...decision, seenVersion: 2, given: false })
  expect(await counts()).toContain(null)
  expect(await problemOf(await with_(relation))).toEqual([
    ...[403, 'token: expected study lukkede-raekker, found kora-2017'],
  ])
  expect(await problemOf(await with_('/api/v1/editions'))).toEqual([
    ...[403, 'no access: use-edition needs the role analyst'],
  ])
  await setRole(house.ledger, { person: ids.rosa, by: owner, seenVersion: 3, role: 'analyst' })
  expect((await with_('/api/v1/editions')).status).toBe(200)
})

test('without a token there is what the house shows to nobody in particular; a bad one opens nothing', async () => {
  expect(await problemOf(await ask(relation))).toEqual([401, 'token: expected one, found none'])
  expect((await ask(relation, { at: address })).status).toBe(200)
  const bad = await ask(relation, { at: address, token: `pejling_${'a'.repeat(43)}` })
  expect(bad.headers.get('www-authenticate')).toBe('Bearer realm="Pejling"')
  expect((await problemOf(bad))[0]).toBe(401)
  expect((await ask(`${relation}&token=${tokens.anna}`)).status).toBe(401)
  // A token is for programs: it opens no page.
  const page = await ask('/account', { token: tokens.anna })
  expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in?return=%2Faccount'])
})

test('a token is shown once, and is gone when it is revoked', async () => {
  const cookie = await signInAs(closed, 'anna')
  const page = await (await send(closed, 'GET', '/account/tokens', { cookie })).text()
  expect(page).toContain('nightly report')
  expect(page).not.toContain('pejling_')
  const [, id] = /name="token" value="(\d+)"/.exec(page)!
  await send(closed, 'POST', '/account/tokens?/revoke', { cookie, form: { token: id } })
  expect((await ask(relation, { token: tokens.anna })).status).toBe(401)
  const acts = await listAuditEntries(house.ledger, { actor: ids.anna })
  expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['make-token', 'revoke-token']))
  expect(JSON.stringify(acts)).not.toContain(tokens.anna.slice(8, 20))
})

test(
  'too many questions in a minute are told to wait, each asker by itself',
  { timeout: 60_000 },
  async () => {
    const found: Response[] = []
    while (found.at(-1)?.status !== 429 && found.length < 500)
      found.push(await ask('/api/v1/openapi.json', { at: address }))
    const refused = found.at(-1)!
    const limit = Number(refused.headers.get('ratelimit-limit'))
    expect(limit).toBe(120)
    expect(await problemOf(refused)).toEqual([429, 'requests: expected at most 120 a minute, found more'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect((await ask(hidden, { token: tokens.rosa })).status).toBe(200)
  },
)
