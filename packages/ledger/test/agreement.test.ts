import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Actor,
  judgeUnit,
  listAuditEntries,
  listHouseJudgements,
  listSettledInHouse,
  settleCoding,
  settleJudgement,
  unsettleCoding,
} from '../src/index.ts'
import { addPerson, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
const actors: Record<string, Actor> = {}
beforeAll(async () => {
  house = await testLedger()
  for (const name of ['anna', 'bo', 'clara', 'dan'])
    actors[name] = {
      actor: await addPerson(testAccounts(house.ledger), name, 'researcher'),
      role: 'researcher',
    }
  actors.reader = { actor: await addPerson(testAccounts(house.ledger), 'reader', 'reader'), role: 'reader' }
}, 60_000)
afterAll(() => house.stop())

const place = {
  study: 's',
  source: 'abc',
  code: 'x/y',
  start_at: 3,
  end_at: 9,
  first: 'koder_a',
  second: 'koder_b',
}
const told = { source: 'abc', code: 'x/y', start: 3, end: 9, first: 'koder_a', second: 'koder_b' }

test('a disagreement is settled, settled anew and left to the coders again, each with its act', async () => {
  const by = actors.anna
  await settleCoding(house.ledger, { ...place, keep: 'first', note: 'first is right about it', by })
  await settleCoding(house.ledger, { ...place, keep: 'neither', by })
  expect(await listSettledInHouse(house.ledger, 's')).toEqual([{ ...told, keep: 'neither' }])
  expect(await listSettledInHouse(house.ledger, 'another')).toEqual([])
  await unsettleCoding(house.ledger, { ...place, by })
  await unsettleCoding(house.ledger, { ...place, by })
  expect(await listSettledInHouse(house.ledger, 's')).toEqual([])
  const entries = await listAuditEntries(house.ledger, { subject: 's' })
  expect(entries.map(({ act }) => act)).toEqual(['unsettle-coding', 'settle-coding', 'settle-coding'])
  const details = { source: 'abc', start: 3, end: 9, coders: ['koder_a', 'koder_b'], keep: 'first' }
  expect(entries[2]).toMatchObject({ actor: by.actor, details })
  expect(JSON.stringify(entries)).not.toContain('right about it')
})

test('a reader settles and judges nothing', async () => {
  const by = actors.reader
  const refused = 'no access: code-interviews needs the role researcher, found reader'
  await expect(settleCoding(house.ledger, { ...place, keep: 'first', by })).rejects.toThrow(refused)
  const unit = { study: 's', variable: 'v', unit: 'read', value: 'x', by, before: [] }
  await expect(judgeUnit(house.ledger, unit)).rejects.toThrow(refused)
})

test('two judge blind, one may think again until the other has judged, and only a third settles', async () => {
  const unit = { study: 's', variable: 'v', unit: 'u1', before: [] }
  await judgeUnit(house.ledger, { ...unit, value: 'some', by: actors.anna })
  await judgeUnit(house.ledger, { ...unit, value: 'often', by: actors.anna })
  await expect(settleJudgement(house.ledger, { ...unit, value: 'some', by: actors.clara })).rejects.toThrow(
    'judgement: expected two coders who differ, found 1',
  )
  await judgeUnit(house.ledger, { ...unit, value: 'some', by: actors.bo })
  await expect(judgeUnit(house.ledger, { ...unit, value: 'some', by: actors.anna })).rejects.toThrow(
    "judgement: expected one that only you know, found another coder's too",
  )
  await expect(judgeUnit(house.ledger, { ...unit, value: 'some', by: actors.clara })).rejects.toThrow(
    'judgement: expected at most two coders, found two; settle it instead',
  )
  await expect(settleJudgement(house.ledger, { ...unit, value: 'some', by: actors.bo })).rejects.toThrow(
    'judgement: expected a third to settle, found one of the two',
  )
  await settleJudgement(house.ledger, { ...unit, note: 'as the leader said', by: actors.clara })
  await expect(settleJudgement(house.ledger, { ...unit, value: 'some', by: actors.dan })).rejects.toThrow(
    'judgement: expected one to settle, found it settled',
  )
  const found = await listHouseJudgements(house.ledger, 's')
  expect(found.map(({ value, settles }) => [value, settles])).toEqual(
    expect.arrayContaining([
      ['often', undefined],
      ['some', undefined],
      [undefined, true],
    ]),
  )
  expect(found.every(({ coder }) => /^p[2-9a-z]{12}$/.test(coder))).toBe(true)
})

test('what stands in the study files already counts as judged', async () => {
  const before = [{ coder: 'koder_a' }, { coder: 'koder_b' }]
  const unit = { study: 's', variable: 'v', unit: 'u2', value: 'some', before, by: actors.anna }
  await expect(judgeUnit(house.ledger, unit)).rejects.toThrow(
    'judgement: expected at most two coders, found two; settle it instead',
  )
  await settleJudgement(house.ledger, unit)
})

test('of three who judge at once two are let in', async () => {
  const unit = { study: 's', variable: 'v', unit: 'u3', value: 'some', before: [] }
  const tries = ['anna', 'bo', 'clara'].map((name) => judgeUnit(house.ledger, { ...unit, by: actors[name] }))
  const ended = await Promise.allSettled(tries)
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
})
