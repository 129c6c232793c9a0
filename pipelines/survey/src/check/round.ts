import type { Problem, Round, Unit } from '@pejling/indicators'

/** As many rows as the round says answered. */
export function checkRound(path: string, { answered }: Round, { id }: Unit, rows: number): Problem[] {
  const expected = answered?.[id]
  if (expected === undefined || expected === rows) return []
  const message = `expected ${expected} rows as round.yaml says, found ${rows}`
  return [{ file: path, rule: 'answered', severity: 'warns', message, acceptable: true }]
}
