import type { Round } from '@pejling/indicators'
import { type Ledger, listRoundFacts } from '@pejling/ledger'
import type { Edition } from '@pejling/warehouse'
import { listStudies } from '@pejling/warehouse'
import type { DatedRound } from '#lib/runs/freshness.ts'
import type { StudyNames } from '#lib/runs/step-words.ts'

/** What the studies of an edition call themselves, their units and rounds; nothing before the first edition. */
export async function studyNames(edition: Edition | undefined): Promise<StudyNames> {
  const studies = edition ? await listStudies(edition) : []
  return Object.fromEntries(
    studies.map(({ id, title, units, rounds = [] }) => [
      id,
      {
        title,
        units: Object.fromEntries(units.map(({ id, label }) => [id, label])),
        rounds: Object.fromEntries(rounds.map(({ id, label }) => [id, label])),
      },
    ]),
  )
}

/** The same with the rounds that only the ledger knows. */
export async function uploadNames(edition: Edition | undefined, ledger: Ledger): Promise<StudyNames> {
  const names = await studyNames(edition)
  for (const { study, round, facts } of await listRoundFacts(ledger)) {
    const { label } = facts as Partial<Round>
    if (names[study] && label) names[study].rounds[round] ??= label
  }
  return names
}

/** The rounds of each study of an edition; none for a study that was collected once. */
export async function listDatedRounds(
  edition: Edition | undefined,
): Promise<{ study: string; rounds: DatedRound[] }[]> {
  const studies = edition ? await listStudies(edition) : []
  return studies.map(({ id, rounds = [] }) => ({
    study: id,
    rounds: rounds.map(({ id, label, period, next }) => ({ id, label, period, ...(next && { next }) })),
  }))
}
