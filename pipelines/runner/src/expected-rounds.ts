import type { Study } from '@pejling/indicators'

/** When a study's next round is expected, and by how many days it is late: 0 or less while it is not. */
export type ExpectedRound = { study: string; after: string; expected: string; daysLate: number }

const day = 24 * 3600_000

/** The next round of each study whose newest round says when it is expected, the latest first. */
export function expectedRounds(studies: Study[], now = new Date()): ExpectedRound[] {
  const today = new Date(now.toISOString().slice(0, 10)).getTime()
  return studies
    .flatMap(({ id, rounds = [] }): ExpectedRound[] => {
      const newest = rounds.at(-1)
      if (newest?.next === undefined) return []
      const daysLate = Math.round((today - new Date(newest.next).getTime()) / day)
      return [{ study: id, after: newest.id, expected: newest.next, daysLate }]
    })
    .sort((a, b) => b.daysLate - a.daysLate)
}
