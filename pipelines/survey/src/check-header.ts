import { didYouMean, type Problem } from '@pejling/indicators'
import type { Columns } from './column.ts'

/** A column that is not there stops; one that nobody knows is told and left. */
export function checkHeader(path: string, header: string[], { columns, notAsked }: Columns): Problem[] {
  const wanted = columns.map(({ name }) => name)
  const known = [...wanted, ...notAsked.map(({ name }) => name)]
  const absent = columns.filter(({ name }) => !header.includes(name))
  const unknown = header.filter((name) => !known.includes(name))
  return [
    ...absent.map(({ name, variable }): Problem => ({
      ...{ file: path, row: 1, variable: variable.id, rule: 'missing-column', severity: 'stops' },
      message: `expected a column ${name}, found none${didYouMean(name, unknown)}`,
    })),
    ...unknown.map((name): Problem => ({
      ...{ file: path, row: 1, rule: 'unknown-column', severity: 'warns' },
      message: `expected columns of the codebook, found ${name}${didYouMean(name, wanted)}`,
    })),
  ]
}
