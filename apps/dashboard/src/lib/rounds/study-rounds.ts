import { isCollected, type Round, type Study, type Text } from '@pejling/indicators'
import { type Freshness, freshness } from '#lib/runs/freshness.ts'

/** A round, or a study collected once, with where the rows of each unit come from. */
export type StudyRound = {
  /** Missing for what was collected once. */
  round?: Freshness & { version?: Text; invited?: Record<string, number>; answered?: Record<string, number> }
  units: { unit: string; label: Text; upload?: number }[]
}

export type StudyRounds = { id: string; title: Text; rounds: StudyRound[] }

type Known = {
  /** Rounds that only the ledger knows. */
  rounds: Round[]
  live: { id: number; round: string | null; unit: string }[]
  today: string
}

/** The rounds of a study, newest first, then what was collected once. */
export function studyRounds(study: Study, { rounds: others, live, today }: Known): StudyRounds {
  const inFolder = study.rounds ?? []
  // What is said of a round here stands before what the edition was made with.
  const all = [
    ...inFolder.map((round) => others.find(({ id }) => id === round.id) ?? round),
    ...others.filter(({ id }) => !inFolder.some((round) => round.id === id)),
  ]
  const units = study.units.filter(isCollected)
  const from = (unit: (typeof units)[number], round: string | null) => {
    const upload = live.find((one) => one.unit === unit.id && one.round === round)
    return { unit: unit.id, label: unit.label, ...(upload && { upload: upload.id }) }
  }
  const once = units.filter(({ rounds }) => !rounds).map((unit) => from(unit, null))
  const collected = freshness(all, today).map((dated): StudyRound => {
    const round = all.find(({ id }) => id === dated.id)!
    const instrument = study.instruments?.find(({ id }) => id === round.instrument)
    const version = instrument?.versions.find(({ id }) => id === round.version)?.label
    const { invited, answered } = round
    return {
      round: {
        ...dated,
        ...{ ...(version && { version }), ...(invited && { invited }), ...(answered && { answered }) },
      },
      units: units
        .filter(({ rounds }) => rounds)
        .map((unit) => from(unit, round.id))
        // Of a round that only the ledger knows only what is live has rows.
        .filter(({ upload }) => upload !== undefined || inFolder.some(({ id }) => id === round.id)),
    }
  })
  return {
    ...{ id: study.id, title: study.title },
    rounds: [...collected, ...(once.length ? [{ units: once }] : [])],
  }
}
