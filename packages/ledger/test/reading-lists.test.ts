import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  changeList,
  createList,
  findList,
  findView,
  listLists,
  mayOpen,
  mayOpenList,
  owner,
  removeList,
  removeView,
  saveView,
} from '../src/index.ts'
import { type TestLedger, testLedger } from './postgres.ts'

let server: TestLedger
let view: number
let list: number
const sha256 = 'a'.repeat(64)
beforeAll(async () => {
  server = await testLedger()
  const kept = { results: { all: sha256 }, taken: [{ sha256, text: '{}' }] }
  const asked = { study: 's', question: '?', name: 'En', note: '', edition: 'e' }
  view = await saveView(server.ledger, { ...asked, ...kept }, owner)
  list = await createList(server.ledger, { name: ' Til udvalget ', note: 'maj' }, owner)
}, 60_000)
afterAll(() => server.stop())

const found = async () => (await findList(server.ledger, list))!
const change = (seenVersion: number, what: Parameters<typeof changeList>[2], by = owner) =>
  changeList(server.ledger, { list, seenVersion, by }, what)

test('a list keeps its parts in their order, and its version counts what was changed', async () => {
  expect(await found()).toMatchObject({
    name: 'Til udvalget',
    note: 'maj',
    shared: false,
    parts: [],
    version: 1,
  })
  expect(await change(1, { parts: [{ text: '# Før' }, { view }, { text: 'Efter' }] })).toBe(2)
  expect((await found()).parts).toEqual([{ text: '# Før' }, { view }, { text: 'Efter' }])
  await expect(change(1, { name: 'x' })).rejects.toThrow(new Error('list: changed since version 1, now 2'))
  expect(await listLists(server.ledger, 'owner')).toEqual([
    { id: list, by: 'owner', name: 'Til udvalget', note: 'maj', shared: false, views: 1 },
  ])
})

test('what is somebody else’s is neither changed nor shown until it is shared; then its views open too', async () => {
  const kept = (await findView(server.ledger, view))!
  expect(await listLists(server.ledger, 'bo')).toEqual([])
  expect(mayOpenList(await found(), 'bo')).toBe(false)
  expect(await mayOpen(server.ledger, kept, 'bo')).toBe(false)
  await expect(change(2, { shared: true }, { actor: 'bo', role: 'researcher' })).rejects.toThrow(
    new Error('no access: keep-views needs the role researcher, found none'),
  )
  await change(2, { shared: true })
  expect((await listLists(server.ledger, 'bo')).map(({ id }) => id)).toEqual([list])
  expect(mayOpenList(await found(), undefined)).toBe(true)
  expect(await mayOpen(server.ledger, kept, 'bo')).toBe(true)
})

test('a view that is not there, too long a text and too many parts are refused, and nothing is changed', async () => {
  await expect(change(3, { parts: [{ view: 999 }] })).rejects.toThrow(new Error('unknown view: 999'))
  await expect(change(3, { parts: [{ text: 'x'.repeat(20_001) }] })).rejects.toThrow(
    new Error('list: expected a text of at most 20000 characters, found 20001'),
  )
  await expect(change(3, { parts: Array(201).fill({ text: '' }) })).rejects.toThrow(
    new Error('list: expected at most 200 parts, found 201'),
  )
  expect((await found()).parts).toHaveLength(3)
})

test('a view that is removed leaves its lists; a list that is removed leaves its views', async () => {
  await removeView(server.ledger, view, owner)
  expect((await found()).parts).toEqual([{ text: '# Før' }, { text: 'Efter' }])
  await removeList(server.ledger, list, owner)
  expect(await findList(server.ledger, list)).toBeUndefined()
  expect(await listLists(server.ledger, 'owner')).toEqual([])
})
