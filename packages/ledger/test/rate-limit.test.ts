import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bucketsOf, forgiveAttempt, takeAttempt } from '../src/rate-limit.ts'
import { networkOf } from '../src/rate-limit-address.ts'
import { findDevice, rememberDevice } from '../src/rate-limit-device.ts'
import { openLane } from '../src/rate-limit-lane.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
beforeAll(async () => {
  house = await testLedger()
}, 60_000)
afterAll(async () => {
  await house.stop()
})
beforeEach(async () => {
  await house.ledger.deleteFrom('sign_in_attempt').execute()
})

const buckets = (email: string, address: string) => bucketsOf('secret', { email, address })
const take = (email: string, address: string) => takeAttempt(house.ledger, buckets(email, address))
/** Lets time pass in the table. */
const pass = (seconds: number) =>
  sql`UPDATE sign_in_attempt SET pause_until = pause_until - make_interval(secs => ${seconds}),
    forget_at = forget_at - make_interval(secs => ${seconds})`.execute(house.ledger)

/** Tries each second for so many; the seconds in which one was let through. */
async function everySecond(seconds: number, email: string, address: string): Promise<number[]> {
  const let_through: number[] = []
  for (let second = 0; second < seconds; second++) {
    if (await take(email, address)) let_through.push(second)
    await pass(1)
  }
  return let_through
}

test('five tries are free, then the pause doubles', async () => {
  for (let n = 0; n < 5; n++) expect(await take('a', '192.0.2.1')).toBe(true)
  expect(await take('a', '192.0.2.1')).toBe(false)
  await house.ledger.deleteFrom('sign_in_attempt').execute()
  const seconds = await everySecond(70, 'a', '192.0.2.1')
  expect(seconds).toEqual([0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67])
})

test('of many tries at once no more pass than one after the other', async () => {
  const allowed = await Promise.all(Array.from({ length: 40 }, () => take('a', '192.0.2.1')))
  expect(allowed.filter(Boolean)).toHaveLength(5)
})

test('a network that tries many accounts is paused, up to a minute, and others are not', async () => {
  for (let n = 0; n < 20; n++) expect(await take(`person ${n}`, '192.0.2.1')).toBe(true)
  expect(await take('another', '192.0.2.1')).toBe(false)
  expect(await take('another', '192.0.2.2')).toBe(true)
  for (let n = 0; n < 10; n++) {
    await pass(60)
    expect(await take(`later ${n}`, '192.0.2.1')).toBe(true)
  }
})

test('an account that is tried from everywhere is paused for unknown browsers, up to a minute', async () => {
  for (let n = 0; n < 100; n++) expect(await take('a', `192.0.2.${n}`)).toBe(true)
  expect(await take('a', '198.51.100.1')).toBe(false)
  expect(await take('b', '198.51.100.1')).toBe(true)
})

test('a right password gives back the account its tries, the network only the one', async () => {
  const mine = buckets('a', '192.0.2.1')
  for (let n = 0; n < 4; n++) await take('a', '192.0.2.1')
  await forgiveAttempt(house.ledger, mine)
  const rows = await house.ledger.selectFrom('sign_in_attempt').select(['bucket', 'tries']).execute()
  const tries = new Map(rows.map((row) => [row.bucket, row.tries]))
  expect(mine.map(({ key }) => tries.get(key))).toEqual([0, 3, 3])
})

test('tries are forgotten after an hour, and their rows go with somebody else’s next try', async () => {
  for (let n = 0; n < 5; n++) await take('a', '192.0.2.1')
  await pass(3601)
  expect(await take('a', '192.0.2.1')).toBe(true)
  const { tries } = await house.ledger
    .selectFrom('sign_in_attempt')
    .select('tries')
    .where('bucket', '=', buckets('a', '192.0.2.1')[0].key)
    .executeTakeFirstOrThrow()
  expect(tries).toBe(1)
  await pass(3601)
  await take('b', '192.0.2.2')
  expect(await house.ledger.selectFrom('sign_in_attempt').selectAll().execute()).toHaveLength(3)
})

test('a network is an IPv4 address or the first half of an IPv6 address', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('2001:DB8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect(networkOf('2001:db8:1:2::9')).toBe('2001:db8:1:2')
  expect(networkOf('2001:0db8::1')).toBe('2001:db8:0:0')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0')
  expect(networkOf('::1')).toBe('0:0:0:0')
  expect(networkOf('unix')).toBe('unix')
})

test('a browser is known to the account that signed in with it, for half a year, and to no other', () => {
  const now = Date.UTC(2026, 10, 20)
  const cookie = rememberDevice('secret', { email: 'a', cookie: undefined, now })
  const found = findDevice('secret', { email: 'a', cookie, now })
  expect(found).toBe(cookie)
  expect(findDevice('secret', { email: 'b', cookie, now })).toBeUndefined()
  expect(findDevice('another', { email: 'a', cookie, now })).toBeUndefined()
  expect(findDevice('secret', { email: 'a', cookie: cookie.slice(0, -1), now })).toBeUndefined()
  expect(findDevice('secret', { email: 'a', cookie, now: now + 181 * 86_400_000 })).toBeUndefined()
})

test('a machine that is shared is known to five accounts, the latest', () => {
  let cookie: string | undefined
  for (const email of ['a', 'b', 'c', 'd', 'e', 'f', 'f'])
    cookie = rememberDevice('secret', { email, cookie })
  const known = ['a', 'b', 'c', 'd', 'e', 'f'].filter((email) => findDevice('secret', { email, cookie }))
  expect(known).toEqual(['b', 'c', 'd', 'e', 'f'])
  expect(cookie?.split('~')).toHaveLength(5)
})

test('a lane works on one thing at a time, rests as long as it worked, and turns away what is too much', async () => {
  let clock = 0
  const rests: number[] = []
  const lane = openLane({
    waiting: 2,
    rest: 1,
    now: () => clock,
    sleep: async (milliseconds) => void rests.push(milliseconds),
  })
  let working = 0
  const work = async () => {
    expect((working += 1)).toBe(1)
    await Promise.resolve()
    clock += 30
    working -= 1
    return 'done'
  }
  const answers = await Promise.all([lane(work), lane(work), lane(work), lane(work)])
  expect(answers).toEqual(['done', 'done', 'done', undefined])
  await lane(async () => {
    throw new Error('broken')
  }).catch(() => undefined)
  expect(await lane(work)).toBe('done')
  expect(rests.slice(0, 3)).toEqual([30, 30, 30])
})
