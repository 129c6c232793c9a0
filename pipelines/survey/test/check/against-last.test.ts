import type { Distribution, Instrument, Round } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { comparable } from '../../src/check/against-last.ts'

const text = { da: 'Spurgt anderledes', en: 'Asked otherwise' }
const instruments: Instrument[] = [
  {
    id: 'leaders',
    title: text,
    versions: ['v1', 'v2'].map((id) => ({ id, label: text })),
    questions: [
      {
        variable: 'groups',
        versions: { v1: {}, v2: { comparability: 'not_comparable', reason: text } },
      },
      { variable: 'tools', versions: { v1: {}, v2: { comparability: 'recoded', reason: text } } },
    ],
  },
]
const round = (id: string, version: string): Round => ({
  ...{ id, label: text, instrument: 'leaders', version },
  period: { from: `${id}-03-01`, to: `${id}-04-01` },
})
const of = (variable: string): Distribution => ({
  variable,
  now: { n: 4, missing: {} },
  before: { n: 3, missing: {}, round: '2025' },
})

test('the last round stands beside a variable only where their answers can be compared', () => {
  const beside = { round: round('2026', 'v2'), last: round('2025', 'v1'), instruments }
  const [groups, tools] = comparable([of('groups'), of('tools')], beside)
  expect(groups).toEqual({
    ...{ variable: 'groups', now: { n: 4, missing: {} } },
    notComparable: { round: '2025', reason: text },
  })
  expect(tools).toEqual(of('tools'))
  const same = { ...beside, last: round('2025', 'v2') }
  expect(comparable([of('groups')], same)).toEqual([of('groups')])
})
