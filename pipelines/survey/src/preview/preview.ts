import type { Distribution, MissingReason, Round, Unit, UploadPreview, Variable } from '@pejling/indicators'
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
  const parts: UploadPreview['first'][] = []
  const distributions: Distribution[] = []
  for (const part of partsOf(variables)) {
    const from = await narrow(connection, part, variables.length)
    parts.push(await firstOf(connection, from, part))
    distributions.push(...(await distributionsOf(connection, from, part, last)))
  }
  const isPaired = replaces !== undefined && variables.some(({ id }) => id === unit.key)
  return {
    rows: count,
    variables: variables.map(({ id }) => id),
    first: (parts[0] ?? []).map(({ line }, at) => ({
      line,
      cells: parts.flatMap((part) => part[at].cells),
    })),
    distributions,
    ...(isPaired && { difference: await difference(connection, unit.key, variables, replaces) }),
  }
}

/** Variables that are asked at once: a question to a view of thousands of columns takes seconds, whatever it asks. */
const atOnce = 200

function partsOf(variables: Variable[]): Variable[][] {
  return Array.from({ length: Math.ceil(variables.length / atOnce) }, (_, at) =>
    variables.slice(at * atOnce, (at + 1) * atOnce),
  )
}

/** Where some of the variables are asked of: all that was read, or a table of them where there are many others. */
async function narrow(connection: Connection, part: Variable[], all: number): Promise<string> {
  if (all <= atOnce) return readTable
  const columns = part.flatMap(({ id }) => [identifier(id), identifier(missingColumn(id))])
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE rows_narrow AS SELECT ${['line', ...columns].join(', ')} FROM ${readTable}`,
  )
  return 'rows_narrow'
}

async function firstOf(
  connection: Connection,
  from: string,
  variables: Variable[],
): Promise<UploadPreview['first']> {
  const list = variables.flatMap(({ id }, at) => [
    `${identifier(id)} AS v${at}`,
    `${identifier(missingColumn(id))}::VARCHAR AS m${at}`,
  ])
  const first = await rows<Record<string, string | number | null>>(
    connection,
    `SELECT ${['line', ...list].join(', ')} FROM ${from} ORDER BY line LIMIT ${firstRows}`,
  )
  return first.map((row) => ({
    line: Number(row.line),
    cells: variables.map((variable, at) =>
      previewCell(variable, row[`v${at}`], row[`m${at}`] as MissingReason | null),
    ),
  }))
}
