import type { Round, Study } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { expectedRounds } from '../src/expected-rounds.ts'

const round = (id: string, next?: string) => ({ id, next }) as Round
const study = (id: string, rounds?: Round[]) => ({ id, rounds }) as Study

test('the newest round of a study says when the next is expected, and one that is late says by how many days', () => {
  const studies = [
    study('none'),
    study('silent', [round('2024')]),
    study('early', [round('2023', '2024-05-01'), round('2024', '2026-12-24')]),
    study('late', [round('2025', '2026-11-01')]),
  ]
  expect(expectedRounds(studies, new Date('2026-11-21T23:00:00Z'))).toEqual([
    { study: 'late', after: '2025', expected: '2026-11-01', daysLate: 20 },
    { study: 'early', after: '2024', expected: '2026-12-24', daysLate: -33 },
  ])
})
