import type { Problem } from '@pejling/indicators'
import type { PersonKind } from './person-sql.ts'

const words: Record<PersonKind, string> = {
  cpr: 'a civil registration number',
  email: 'an e-mail address',
  phone: 'a telephone number',
  name: 'a name',
}

/**
 * A column that holds persons and is not meant to, as one problem: where and how many, never who. A telephone number or a
 * name may be a false alarm and can be accepted with a note, the others only in a column that is left out.
 */
export function personProblem(
  place: Pick<Problem, 'file' | 'variable' | 'heading'>,
  kind: PersonKind,
  lines: number[],
  count: number,
): Problem {
  return {
    ...{ ...place, row: lines[0], rows: lines, rule: `person-${kind}`, severity: 'stops' },
    acceptable: kind === 'phone' || kind === 'name' || place.variable === undefined,
    message: `expected nothing that names a person, found ${words[kind]}`,
    ...(count > 1 && { count }),
  }
}
