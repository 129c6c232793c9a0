import { identifier, rows as query, variablesOf, withDatabase } from '@pejling/warehouse'
import { fromText } from './cell.ts'
import { columnsOf } from './column.ts'
import type { UnitFile } from './load-unit.ts'
import { withFile } from './with-file.ts'

/**
 * Every different identifier in a file, for each variable the codebook marks as one: what pseudonyms are made for. A file
 * that cannot be read has none; reading it tells why.
 */
export async function identifiersOf(
  given: Omit<UnitFile, 'output' | 'loaded'>,
): Promise<Record<string, string[]>> {
  const { study, codebook, unit, round, instruments = [], reading, limits } = given
  const { result = {} } = await withDatabase(
    (connection) =>
      withFile(given, async (delimited, received) => {
        const variables = variablesOf(study, codebook, unit)
        const collection = { instruments, round, reading, facts: received?.columns }
        const { columns } = columnsOf(variables, delimited.columns, collection)
        const found: Record<string, string[]> = {}
        for (const column of columns) {
          if (column.variable.disclosure !== 'identifier' || !delimited.columns.includes(column.name))
            continue
          const list = await query<{ text: string }>(
            connection,
            `SELECT DISTINCT ${fromText(column, identifier(column.name)).value} AS text FROM ${delimited.rows()} WHERE text IS NOT NULL ORDER BY text`,
          ).catch(() => [])
          found[column.variable.id] = list.map(({ text }) => text)
        }
        return found
      }),
    limits,
  )
  return result
}
