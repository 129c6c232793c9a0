import type { FileDifference, MissingReason, PreviewCell, Variable } from '@pejling/indicators'
import { type Connection, identifier, literal, missingColumn, rows } from '@pejling/warehouse'
import { readTable } from '../read.ts'
import { previewCell } from './preview-cell.ts'

const examples = 200

/**
 * What differs between the rows that were read and those they would replace, cell by cell: rows paired by the unit's key,
 * of which one that stands twice or is missing is paired with nothing. A value and why it is missing are one cell.
 */
export async function difference(
  connection: Connection,
  key: string,
  variables: Variable[],
  replaces: string,
): Promise<FileDifference> {
  const old = `read_parquet(${literal(replaces)})`
  const known = await rows<{ column_name: string }>(connection, `DESCRIBE SELECT * FROM ${old}`)
  const shared = variables.filter(
    ({ id }) => id !== key && known.some(({ column_name: name }) => name === id),
  )
  const id = identifier(key)
  const once = (from: string) =>
    `(SELECT * FROM ${from} WHERE ${id} IS NOT NULL QUALIFY count(*) OVER (PARTITION BY ${id}) = 1)`
  const cells = shared.map(({ id }) => ({
    value: identifier(id),
    reason: identifier(missingColumn(id)),
  }))
  const differs = cells.map(
    ({ value, reason }) =>
      `(b.${value}::VARCHAR IS DISTINCT FROM a.${value}::VARCHAR OR b.${reason}::VARCHAR IS DISTINCT FROM a.${reason}::VARCHAR)`,
  )
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE paired AS
     SELECT a.line AS line, b.line AS old, [${differs.join(', ') || 'false'}] AS differs
     FROM ${once(old)} AS b JOIN ${once(readTable)} AS a ON b.${id}::VARCHAR = a.${id}::VARCHAR`,
  )
  const [counts] = await rows<Record<string, number>>(
    connection,
    `SELECT (SELECT count(*) FROM ${readTable}) - count(*) AS added, (SELECT count(*) FROM ${old}) - count(*) AS removed,
       count_if(list_contains(differs, true)) AS changed
       ${differs.map((_, at) => `, count_if(differs[${at + 1}]) AS c${at}`).join('')} FROM paired`,
  )
  return {
    ...{ added: counts.added, removed: counts.removed, changed: counts.changed },
    cells: Object.fromEntries(
      shared.map(({ id }, at) => [id, counts[`c${at}`]] as const).filter(([, n]) => n > 0),
    ),
    examples: counts.changed > 0 ? await examplesOf(connection, shared, cells, old) : [],
  }
}

async function examplesOf(
  connection: Connection,
  shared: Variable[],
  cells: { value: string; reason: string }[],
  old: string,
): Promise<FileDifference['examples']> {
  const list = (side: string) =>
    cells.flatMap(({ value, reason }, at) => [
      `${side}.${value}::VARCHAR AS ${side}${at}`,
      `${side}.${reason}::VARCHAR AS ${side}m${at}`,
    ])
  const found = await rows<Record<string, string | boolean[] | number | null>>(
    connection,
    `SELECT paired.line AS line, ${cells.map((_, at) => `differs[${at + 1}] AS d${at}`).join(', ')}, ${[...list('b'), ...list('a')].join(', ')}
     FROM paired JOIN ${readTable} AS a ON a.line = paired.line JOIN ${old} AS b ON b.line = paired.old
     WHERE list_contains(differs, true) ORDER BY paired.line LIMIT ${examples}`,
  )
  const cell = (row: (typeof found)[number], side: string, at: number): PreviewCell =>
    previewCell(
      shared[at],
      row[`${side}${at}`] as string | null,
      row[`${side}m${at}`] as MissingReason | null,
    )
  return found
    .flatMap((row) =>
      shared.flatMap(({ id }, at) =>
        row[`d${at}`]
          ? [{ line: Number(row.line), variable: id, before: cell(row, 'b', at), after: cell(row, 'a', at) }]
          : [],
      ),
    )
    .slice(0, examples)
}
