import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, decideThreshold, listAuditEntries, listThresholdDecisions } from '../src/index.ts'
import { addPerson, testAccounts } from './people.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
const actors: Record<string, Actor> = {}
beforeAll(async () => {
  house = await testLedger()
  for (const role of ['admin', 'analyst'] as const)
    actors[role] = { actor: await addPerson(testAccounts(house.ledger), role, role), role }
}, 60_000)
afterAll(() => house.stop())

const decision = (threshold: number | null, seen: number, by = actors.admin) => ({
  ...{ study: 'round', unit: 'child', threshold, seen, by },
  reason: ' agreed with the municipality ',
})

test('decisions are kept one after the other, each with its reason in the log of acts', async () => {
  const first = await decideThreshold(house.ledger, decision(10, 0))
  const second = await decideThreshold(house.ledger, decision(null, first))
  const decisions = await listThresholdDecisions(house.ledger, 'round')
  const reason = 'agreed with the municipality'
  const by = actors.admin.actor
  expect(decisions).toMatchObject([
    { id: first, unit: 'child', threshold: 10, reason, by },
    { id: second, unit: 'child', threshold: null, reason, by },
  ])
  expect(await listThresholdDecisions(house.ledger, 'another')).toEqual([])
  const acts = await listAuditEntries(house.ledger, { act: 'decide-threshold' })
  expect(acts.map(({ subject, actor, details }) => ({ subject, actor, details }))).toEqual([
    { subject: 'round', actor: by, details: { unit: 'child', before: 10, reason } },
    { subject: 'round', actor: by, details: { unit: 'child', threshold: 10, reason } },
  ])
})

test('who has not seen the newest decision decides nothing, and of two at once one is told', async () => {
  const newest = (await listThresholdDecisions(house.ledger, 'round')).at(-1)!.id
  const both = await Promise.allSettled([
    decideThreshold(house.ledger, decision(6, newest)),
    decideThreshold(house.ledger, decision(7, newest)),
  ])
  const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((lost.reason as Error).message).toBe(
    `thresholds of round: changed since decision ${newest}, now ${newest + 1}`,
  )
})

test('an analyst decides nothing, and nobody without a reason', async () => {
  await expect(decideThreshold(house.ledger, decision(8, 0, actors.analyst))).rejects.toThrow(
    new Error('no access: decide-thresholds needs the role admin, found analyst'),
  )
  await expect(decideThreshold(house.ledger, { ...decision(8, 0), reason: ' ' })).rejects.toThrow(
    new Error('reason: expected one, found none'),
  )
})
