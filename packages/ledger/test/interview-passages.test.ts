import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Actor,
  clearQuotation,
  listAuditEntries,
  listClearedQuotations,
  listMasks,
  maskPassages,
  unclearQuotation,
  unmaskPassage,
} from '../src/index.ts'
import { testLedger, type TestLedger } from './postgres.ts'
import { uploadMoves } from './upload-moves.ts'

let house: TestLedger
let analyst: Actor
beforeAll(async () => {
  house = await testLedger()
  analyst = (await uploadMoves(house.ledger)).people.analyst
}, 60_000)
afterAll(() => house.stop())

const textHash = 'ab'.repeat(32)
const [name, phone] = [
  { start: 3, end: 8, kind: 'name' },
  { start: 20, end: 28, kind: 'phone' },
]

test('a passage is masked once, and the log says how many of which kind, not what they were', async () => {
  const { ledger } = house
  const nobody = { actor: 'x', role: 'reader' }
  const given = { study: 's', textHash, ranges: [name, phone] }
  await expect(maskPassages(ledger, given, nobody)).rejects.toThrow(
    'no access: mask-passages needs the role researcher, found none',
  )
  expect(await maskPassages(ledger, given, analyst)).toBe(2)
  expect(await maskPassages(ledger, { ...given, ranges: [name] }, analyst)).toBe(0)
  expect((await listMasks(ledger, 's')).map(({ start, end, kind, by }) => [start, end, kind, by])).toEqual([
    [3, 8, 'name', analyst.actor],
    [20, 28, 'phone', analyst.actor],
  ])
  expect(await listMasks(ledger, 'another')).toEqual([])
  const [entry, ...more] = await listAuditEntries(ledger, { act: 'mask-passages' })
  expect(more).toEqual([])
  expect(entry.details).toEqual({ text: textHash.slice(0, 12), passages: 2, kinds: ['name 1', 'phone 1'] })
})

test('a place that cannot be is refused, and one of another study is not shown again', async () => {
  const { ledger } = house
  const wrong = { study: 's', textHash, ranges: [{ start: 8, end: 8, kind: 'name' }] }
  await expect(maskPassages(ledger, wrong, analyst)).rejects.toThrow(
    "text place: expected a text's hash and a beginning before the end, found abababab 8–8",
  )
  const [{ id }] = await listMasks(ledger, 's')
  expect(await unmaskPassage(ledger, { study: 'another', id }, analyst)).toBe(false)
  expect(await unmaskPassage(ledger, { study: 's', id }, analyst)).toBe(true)
  expect((await listMasks(ledger, 's')).map(({ start }) => start)).toEqual([20])
})

test('a quotation is cleared by whom and when, and who cleared it is kept when it is taken back', async () => {
  const { ledger } = house
  const place = { study: 's', textHash, start: 40, end: 80 }
  expect(await clearQuotation(ledger, place, analyst)).toBe(true)
  expect(await clearQuotation(ledger, place, analyst)).toBe(false)
  const [row] = await listClearedQuotations(ledger, 's')
  expect([row.text_hash, row.start, row.end, row.cleared_by]).toEqual([textHash, 40, 80, analyst.actor])
  expect(await unclearQuotation(ledger, place, analyst)).toBe(true)
  expect(await unclearQuotation(ledger, place, analyst)).toBe(false)
  expect(await listClearedQuotations(ledger, 's')).toEqual([])
  const kept = await ledger.selectFrom('cleared_quotation').selectAll().execute()
  expect(kept.map(({ cleared_by, withdrawn_by }) => [cleared_by, withdrawn_by])).toEqual([
    [analyst.actor, analyst.actor],
  ])
  expect(await clearQuotation(ledger, place, analyst)).toBe(true)
  const acts = await listAuditEntries(ledger, { subject: 's' })
  expect(acts.filter(({ act }) => act.endsWith('clear-quotation')).map(({ act }) => act)).toEqual([
    ...['clear-quotation', 'unclear-quotation', 'clear-quotation'],
  ])
})
