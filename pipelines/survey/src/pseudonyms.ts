import type { Problem } from '@pejling/indicators'
import type { Connection, Delimited } from '@pejling/warehouse'
import type { Columns } from './column.ts'
import type { UnitFile } from './load-unit.ts'
import { pseudonymise } from './read.ts'

/**
 * Puts pseudonyms in the place of every variable the codebook marks as an identifier. An identifier without one stops: it
 * must not go on.
 */
export async function replaceIdentifiers(
  connection: Connection,
  { path, pseudonyms = {} }: Pick<UnitFile, 'path' | 'pseudonyms'>,
  { columns }: Columns,
  { columns: header }: Delimited,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const [at, { variable, name }] of columns.entries()) {
    if (variable.disclosure !== 'identifier' || !header.includes(name)) continue
    const n = await pseudonymise(connection, at, pseudonyms[variable.id] ?? {})
    if (n > 0)
      problems.push({
        ...{ file: path, variable: variable.id, heading: name, rule: 'pseudonym', severity: 'stops' },
        message: 'expected a pseudonym for each identifier, found none',
        ...(n > 1 && { count: n }),
      })
  }
  return problems
}
