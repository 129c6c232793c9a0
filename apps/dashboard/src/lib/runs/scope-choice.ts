import type { Scope } from '@pejling/ledger'

/** A scope as one choice of a form: empty for everything, `kora-2017`, `kora-2017/2023` for a round of it. */
export function scopeChoice({ study, round }: Scope): string {
  return study ? (round ? `${study}/${round}` : study) : ''
}

/** The other way; what is no choice is everything. Whether there is such a study is for the plan to say. */
export function scopeOfChoice(choice: string, from: string): Scope {
  const [study, round] = choice.split('/')
  const name = /^\w[\w.-]{0,99}$/
  return {
    ...(study && name.test(study) && { study, ...(round && name.test(round) && { round }) }),
    ...(/^[\w./-]{1,300}$/.test(from) && { from }),
  }
}
