import type { Round } from './round.ts'

/**
 * What the next round of a study is likely to be: as the last one, but for its name, its days and its counts, which are left
 * empty. Nothing of a study without rounds.
 *
 * @param rounds in any order
 */
export function nextRound(rounds: Round[]): Omit<Round, 'id'> | undefined {
  const last = rounds.toSorted((a, b) => (a.period.to < b.period.to ? 1 : -1)).at(0)
  if (!last) return undefined
  const { instrument, version, population, legalBasis, consent } = last
  return {
    ...{ label: { da: '', en: '' }, instrument, version, period: { from: '', to: '' } },
    ...{ ...(population && { population }), ...(legalBasis && { legalBasis }), ...(consent && { consent }) },
  }
}

/**
 * A round of which nobody has said what it is, taken as the last one with days that begin when that did and do not end, so
 * that a file can be checked as far as it goes. Nothing is ever loaded by it.
 */
export function assumedRound(id: string, rounds: Round[]): Round | undefined {
  const last = rounds.toSorted((a, b) => (a.period.to < b.period.to ? 1 : -1)).at(0)
  if (!last) return undefined
  const { instrument, version, period } = last
  return {
    id,
    label: { da: id, en: id },
    instrument,
    version,
    period: { from: period.from, to: '9999-12-31' },
  }
}
