import { expect, test } from 'vitest'
import { doorOf, refusalAt, refusalAtRows } from '#lib/server/access.ts'

const nobody = { role: undefined, publicHouse: true }
const reader = { role: 'reader', publicHouse: true } as const
const admin = { role: 'admin', publicHouse: true } as const
const closed = { study: 's', rows: 'not-granted' } as const

test('a door that is not in the table is closed to all', () => {
  for (const visitor of [nobody, reader, admin])
    for (const door of ['GET /secret', 'POST /people', 'DELETE /people', 'constructor', '__proto__'])
      expect(refusalAt(door, visitor)).toEqual({ why: 'unknown' })
})

test('in a public house one without an account is a reader, in another one has to sign in', () => {
  expect(refusalAt('GET /relations', nobody)).toBeUndefined()
  expect(refusalAt('GET /relations', { ...nobody, publicHouse: false })).toEqual({ why: 'signed-out' })
  expect(refusalAt('GET /relations', { ...reader, publicHouse: false })).toBeUndefined()
})

test('one who is signed in is told which role may', () => {
  expect(refusalAt('GET /people', reader)).toEqual({
    ...{ why: 'role', capability: 'manage-people', role: 'admin' },
  })
  expect(refusalAt('GET /people', nobody)).toEqual({ why: 'signed-out' })
})

test('an account that lacks the second factor it must have passes only what asks for no role', () => {
  const visitor = { ...admin, lacksFactor: true }
  for (const door of ['GET /account', 'POST /account/second-factor?/begin', 'POST /sign-out', 'POST /theme'])
    expect(refusalAt(door, visitor)).toBeUndefined()
  for (const door of ['GET /', 'GET /people', 'POST /people?/invite', 'GET /audit-log/export'])
    expect(refusalAt(door, visitor)).toEqual({ why: 'second-factor' })
  expect(refusalAtRows(visitor, { ...closed, rows: 'open' })).toEqual({ why: 'second-factor' })
  expect(refusalAt('GET /secret', visitor)).toEqual({ why: 'unknown' })
})

test('rows of a study that is not open need the role and the right, and nobody is not a reader of them', () => {
  const researcher = { role: 'researcher', publicHouse: true } as const
  expect(refusalAtRows(nobody, { ...closed, rows: 'open' })).toBeUndefined()
  expect(refusalAtRows(nobody, { ...closed, rows: 'granted' })).toEqual({ why: 'signed-out' })
  expect(refusalAtRows(reader, { ...closed, rows: 'granted' })).toEqual({
    ...{ why: 'role', capability: 'see-rows', role: 'researcher' },
  })
  expect(refusalAtRows(researcher, closed)).toEqual({ why: 'grant', study: 's', right: 'rows' })
  expect(refusalAtRows(researcher, { ...closed, rows: 'granted' })).toBeUndefined()
  expect(refusalAtRows(admin, { ...closed, rows: 'hidden' })).toEqual({ why: 'hidden', study: 's' })
})

test('the door that is asked about is the one the router opens: its first parameter with a slash is the action', () => {
  const door = (method: string, search: string) =>
    doorOf(method, '/people', new URL(`http://a/people${search}`))
  expect(door('HEAD', '?/invite')).toBe('GET /people')
  expect(door('POST', '')).toBe('POST /people')
  expect(door('POST', '?a=/x&/invite&/withdraw')).toBe('POST /people?/invite')
  expect(door('POST', '?%2Finvite=1')).toBe('POST /people?/invite')
  expect(door('PUT', '?/invite')).toBe('PUT /people')
})
