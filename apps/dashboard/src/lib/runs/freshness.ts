import type { Text } from '@pejling/indicators'

/** A round of a study, as far as time goes: days as `2026-11-20`. */
export type DatedRound = { id: string; label: Text; period: { from: string; to: string }; next?: string }

export type Freshness = DatedRound & {
  /** Has a later round come? Then nothing more is expected after this one. */
  followed: boolean
  /** Days since the next round was expected and has not come; 0 if it is not late. */
  overdue: number
}

/** Rounds with the newest first, and whether what was to come after them has come. */
export function freshness(rounds: DatedRound[], today: string): Freshness[] {
  const newest = rounds.toSorted((a, b) => (a.period.to < b.period.to ? 1 : -1))
  return newest.map((round, i) => {
    const followed = i > 0
    const late = !followed && round.next !== undefined && round.next < today
    return { ...round, followed, overdue: late ? days(round.next!, today) : 0 }
  })
}

function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
