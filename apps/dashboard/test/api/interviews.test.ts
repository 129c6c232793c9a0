import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPeopleHouse, type PeopleHouse } from '../people/house.ts'
import { askApi, makeToken, problemOf } from './asking.ts'
import { coded } from './interview-pairs.ts'

let house: PeopleHouse
let closed: string
let token: string
beforeAll(async () => {
  house = await openPeopleHouse(inject('house').closed)
  await house.addPerson('rosa', 'reader')
  closed = await house.open({ PEJLING_PUBLIC: 'no' })
  token = await makeToken(closed, 'rosa', 'kora-2017')
}, 120_000)
afterAll(() => house.close())

test('interviews are asked for with a token of their study only, and a study without any says so', async () => {
  const of = async (path: string) => problemOf(await askApi(closed, path, { token }))
  for (const what of ['matrix', 'agreement', 'values']) {
    const other = `/api/v1/studies/lukkede-raekker/interviews/${what}`
    expect(await of(other)).toEqual([403, 'token: expected study kora-2017, found lukkede-raekker'])
    expect((await askApi(closed, other)).status).toBe(401)
  }
  for (const what of ['matrix', 'values'])
    expect((await of(`/api/v1/studies/kora-2017/interviews/${what}`))[0]).toBe(404)
})

test('the values of an open study are told with rule, version and coders, and no text of an interview', async () => {
  const { address } = inject('house')
  const answer = await (await askApi(address, `${coded}/values`)).text()
  const { values } = JSON.parse(answer) as { values: Record<string, unknown>[] }
  expect(values.length).toBeGreaterThan(10)
  for (const value of values)
    expect(value).toMatchObject({
      rule: expect.any(String),
      version: expect.any(Number),
      coders: expect.any(Array),
    })
  expect(answer).not.toMatch(/"(text|parts|passage)"/)
  expect(await problemOf(await askApi(address, `${coded}/values?variable=screning`))).toEqual([
    ...[404, 'unknown variable: screning, by no rule of interviews-synthetic (did you mean screening?)'],
  ])
  expect((await askApi(address, `${coded}/matrix?levels=0`)).status).toBe(400)
})
