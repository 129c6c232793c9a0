import { listenRuns, owner, requestPlan, requestRun } from '@pejling/ledger'
import { openLedger, type Ledger, type RunChange } from '@pejling/ledger'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type ChangeHub, changeHub } from '#lib/server/change-hub.ts'
import { changeStream } from '#lib/server/change-stream.ts'

const url = inject('house').databaseUrl
let ledger: Ledger
beforeAll(() => {
  ledger = openLedger(url)
})
afterAll(() => ledger.destroy())

/** A hub that is told by hand what changes. */
function handHub(): ChangeHub<RunChange> & { tell(change: RunChange): void; subscribers: number } {
  const subscribers = new Set<(change: RunChange) => void>()
  return {
    get subscribers() {
      return subscribers.size
    },
    tell: (change) => subscribers.forEach((changed) => changed(change)),
    async subscribe(changed) {
      subscribers.add(changed)
      return () => subscribers.delete(changed)
    },
    async close() {},
  }
}

const text = (chunk: { value?: Uint8Array }) => new TextDecoder().decode(chunk.value)
const wait = (milliseconds: number) => new Promise((later) => setTimeout(later, milliseconds))

test('one connection serves all who look, and each is told of runs and plans as they change', async () => {
  let connections = 0
  const hub = changeHub<RunChange>((changed) => {
    connections++
    return listenRuns(url, changed)
  })
  const heard: RunChange[][] = [[], []]
  const leave = await Promise.all(heard.map((own) => hub.subscribe((change) => own.push(change))))
  const plan = await requestPlan(ledger, { study: 'kora-2017' }, owner)
  const { run } = await requestRun(ledger, { study: 'nobody-has-this' }, owner)
  const wanted = [{ plan }, { run }]
  for (const own of heard) await expect.poll(() => own).toEqual(expect.arrayContaining(wanted))
  expect(connections).toBe(1)
  leave[0]()
  const before = heard[0].length
  await requestPlan(ledger, {}, owner)
  await expect.poll(() => heard[1].length).toBeGreaterThan(before)
  expect(heard[0]).toHaveLength(before)
  await hub.close()
})

test('where listening fails the next who asks tries again, and more than may look are turned away', async () => {
  let fails = true
  const hub = changeHub(async () => {
    if (fails) throw new Error('away')
    return { close: async () => {} }
  }, 1)
  await expect(hub.subscribe(() => {})).rejects.toThrow('away')
  fails = false
  const leave = await hub.subscribe(() => {})
  await expect(hub.subscribe(() => {})).rejects.toThrow('events: expected at most 1 who look at once')
  leave()
  await hub.subscribe(() => {})
})

test('changes that come close together are one event, and one that does not concern the page is none', async () => {
  const hub = handHub()
  const concerns = ({ run }: RunChange) => run === 1
  const reader = (await changeStream(hub, { concerns, apart: 50 })).getReader()
  expect(text(await reader.read())).toBe('retry: 2000\n\n')
  hub.tell({ run: 2 })
  for (let i = 0; i < 100; i++) hub.tell({ run: 1 })
  expect(text(await reader.read())).toBe('event: changed\ndata:\n\n')
  const begun = performance.now()
  expect(text(await reader.read())).toBe('event: changed\ndata:\n\n')
  expect(performance.now() - begun).toBeGreaterThan(30)
  const next = reader.read()
  expect(await Promise.race([next, wait(120).then(() => 'nothing')])).toBe('nothing')
  await reader.cancel()
  expect(hub.subscribers).toBe(0)
})

test('for one who reads slowly nothing piles up, and the last change is not lost', async () => {
  const hub = handHub()
  const stream = await changeStream(hub, { concerns: () => true, apart: 1 })
  for (let i = 0; i < 60; i++) {
    hub.tell({ run: 1 })
    await wait(2)
  }
  const reader = stream.getReader()
  let events = 0
  for (;;) {
    const chunk = await Promise.race([reader.read(), wait(100).then(() => undefined)])
    if (!chunk) break
    if (text(chunk).startsWith('event')) events++
  }
  // What lay in the stream, and one more for all that came after.
  expect(events).toBeGreaterThan(1)
  expect(events).toBeLessThan(7)
  await reader.cancel()
})

test('a sign of life is sent while nothing happens', async () => {
  const reader = (await changeStream(handHub(), { concerns: () => true, silence: 20 })).getReader()
  await reader.read()
  expect(text(await reader.read())).toBe(': alive\n\n')
  await reader.cancel()
})
