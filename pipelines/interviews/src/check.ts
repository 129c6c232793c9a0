import type { InterviewReceipt, Problem } from '@pejling/indicators'

/** Deviations somebody should look at before the file is used; the others are for the record. */
const worrying = new Set([
  'places-uncertain',
  'place-outside',
  'source-missing',
  'dangling-reference',
  'conflicting-values',
])

/** What is wrong with a file of coded interviews, as problems: what stops, then its deviations. */
export function check({ problems, deviations }: InterviewReceipt, path: string): Problem[] {
  return [
    ...problems,
    ...deviations.map(({ rule, count, message }): Problem => ({
      ...{ file: path, rule, severity: worrying.has(rule) ? 'warns' : 'notes', message },
      ...(count > 1 ? { count } : {}),
    })),
  ]
}
