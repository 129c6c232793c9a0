import type { RunStatus, RunSummary, Scope } from '@pejling/ledger'
import { roundLabel, type StudyNames } from './step-words.ts'
import type { Words } from '#lib/words/words.ts'

/** A run as a page shows it: who is still the account's id. */
export type SeenRun = {
  id: number
  status: RunStatus | 'cancelling'
  by: string
  reason: string
  scope: Scope
  requestedAt: Date
  startedAt?: Date
  endedAt?: Date
  milliseconds?: number
  edition?: string
  problems: number
}

type Told = Omit<RunSummary, 'steps' | 'problems'>

export function seenRun(run: Told, problems = 0): SeenRun {
  const { id, started_at: startedAt, ended_at: endedAt } = run
  const cancelling = run.cancelled_by !== null && run.status === 'running'
  return {
    ...{
      id,
      reason: run.reason,
      scope: run.scope,
      by: run.requested_by,
      requestedAt: run.requested_at,
      problems,
    },
    status: cancelling ? 'cancelling' : run.status,
    ...(startedAt && { startedAt }),
    ...(endedAt && { endedAt }),
    ...(startedAt && endedAt && { milliseconds: endedAt.getTime() - startedAt.getTime() }),
    ...(run.edition !== null && { edition: run.edition }),
  }
}

/** What a run is to bring up to date, inside a sentence: `alt`, `studiet kora-2017`, `alt, fra Trykte tabeller og frem`. */
export function scopeInWords(
  { study, round, from }: Scope,
  names: StudyNames,
  words: Words,
  stepOf: (name: string) => string,
): string {
  const scope =
    study && round
      ? words.say('runs.scope.round', { round: roundLabel(study, round, names, words), study })
      : study
        ? words.say('runs.scope.study', { study })
        : words.say('runs.scope.all')
  return from ? words.say('runs.scope.from', { scope, step: stepOf(from) }) : scope
}

/** Who did something: the name of an account, `kommandolinjen`, or an account that is gone. */
export function whoInWords(id: string, people: Record<string, string>, words: Words): string {
  return words.find(`log.actor.${id}`) ?? people[id] ?? words.say('log.actor.gone', { id: id.slice(0, 8) })
}
