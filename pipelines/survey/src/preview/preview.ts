import type { MissingReason, Round, Unit, UploadPreview } from '@pejling/indicators'
import { type Connection, identifier, missingColumn, rows } from '@pejling/warehouse'
import type { ReadUnit } from '../load-unit.ts'
import { readTable } from '../read.ts'
import { difference } from './difference.ts'
import { distributionsOf } from './distributions.ts'
import { previewCell } from './preview-cell.ts'

/** What a file that was read is held against. */
export type Beside = { last?: { round: Round; rows: string }; replaces?: string }

const firstRows = 20

/** What an upload will be as a table: its first rows, its distributions, and what differs from what it replaces. */
export async function preview(
  connection: Connection,
  unit: Unit,
  { rows: count, columns, delimited }: ReadUnit,
  { last, replaces }: Beside,
): Promise<UploadPreview> {
  const present = columns.columns.filter(({ name }) => delimited.columns.includes(name))
  const variables = present.map(({ variable }) => variable)
  const list = variables.flatMap(({ id }, at) => [
    `${identifier(id)} AS v${at}`,
    `${identifier(missingColumn(id))}::VARCHAR AS m${at}`,
  ])
  const first = await rows<Record<string, string | number | null>>(
    connection,
    `SELECT ${['line', ...list].join(', ')} FROM ${readTable} ORDER BY line LIMIT ${firstRows}`,
  )
  const isPaired = replaces !== undefined && variables.some(({ id }) => id === unit.key)
  return {
    rows: count,
    variables: variables.map(({ id }) => id),
    first: first.map((row) => ({
      line: Number(row.line),
      cells: variables.map((variable, at) =>
        previewCell(variable, row[`v${at}`], row[`m${at}`] as MissingReason | null),
      ),
    })),
    distributions: await distributionsOf(connection, variables, last),
    ...(isPaired && { difference: await difference(connection, unit.key, variables, replaces) }),
  }
}
