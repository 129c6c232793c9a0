import { didYouMean, type Problem, type UploadReading } from '@pejling/indicators'
import type { Columns } from '../column.ts'

/** At most this many columns are named that nobody knows; the last one stands for all the rest. */
const named = 100

/** A column that is not there stops; one that nobody knows is told and left, and so is one a person left out. */
export function checkHeader(
  path: string,
  header: string[],
  { columns, notAsked }: Columns,
  match?: UploadReading['match'],
): Problem[] {
  const wanted = columns.map(({ name }) => name)
  const known = [...wanted, ...notAsked.map(({ name }) => name)]
  const absent = columns.filter(({ name }) => !header.includes(name))
  const unknown = header.filter((name) => !known.includes(name))
  return [
    ...absent.map(({ name, variable }): Problem => ({
      ...{ file: path, row: 1, variable: variable.id, heading: name, rule: 'missing-column' },
      severity: 'stops',
      message: match
        ? `expected a column for ${variable.id}, found none`
        : `expected a column ${name}, found none${didYouMean(name, unknown)}`,
    })),
    ...unknown.slice(0, named).map((name, at): Problem => {
      const rest = unknown.length - named
      const found = at === named - 1 && rest > 0 ? `${name} and ${rest} more` : name
      const place = { file: path, row: 1, heading: name, rule: 'unknown-column' }
      if (match && Object.hasOwn(match, name))
        return { ...place, severity: 'notes', message: `column ${found} is left out` }
      return {
        ...{ ...place, severity: 'warns', acceptable: true },
        message: `expected columns of the codebook, found ${found}${didYouMean(name, wanted)}`,
      }
    }),
  ]
}
