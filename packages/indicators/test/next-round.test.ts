import { expect, test } from 'vitest'
import { assumedRound, nextRound, type Round } from '../src/index.ts'

const spring: Round = {
  ...{ id: '2025', label: { da: 'Forår 2025', en: 'Spring 2025' }, instrument: 'leaders', version: 'v2' },
  ...{ period: { from: '2025-03-01', to: '2025-04-15' }, answered: { institution: 40 } },
  ...{ legalBasis: 'research', population: { da: 'Alle', en: 'All' }, note: { da: 'Se', en: 'See' } },
}
const before: Round = {
  ...spring,
  id: '2024',
  version: 'v1',
  period: { from: '2024-03-01', to: '2024-04-15' },
}

test('the next round is like the last one but for its name, its days and its counts', () => {
  expect(nextRound([spring, before])).toEqual({
    ...{ label: { da: '', en: '' }, instrument: 'leaders', version: 'v2', period: { from: '', to: '' } },
    ...{ legalBasis: 'research', population: { da: 'Alle', en: 'All' } },
  })
  expect(nextRound([])).toBeUndefined()
})

test('a round nobody has said anything of comes after all others', () => {
  const assumed = assumedRound('2026', [before, spring])!
  expect(assumed).toEqual({
    ...{ id: '2026', label: { da: '2026', en: '2026' }, instrument: 'leaders', version: 'v2' },
    period: { from: '2025-03-01', to: '9999-12-31' },
  })
  expect(assumedRound('2026', [])).toBeUndefined()
})
