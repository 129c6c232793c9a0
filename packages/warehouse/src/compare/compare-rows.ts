import { type MissingReason, roundVariable } from '@pejling/indicators'
import { identifier, literal } from '../identifier.ts'
import { missingColumn, studySchema } from '../unit-table.ts'
import type { Both } from './both-editions.ts'
import type { RowChange, TableComparison } from './comparison.ts'

/** A unit's table as it stands in both editions. */
export type UnitTables = {
  study: string
  unit: string
  /** The variable that names a row, in each edition. */
  key: { before: string; after: string }
  /** Variables in both tables, in codebook order. */
  shared: string[]
}

export type RowComparison = Pick<TableComparison, 'unpaired' | 'changedCells' | 'examples'> & {
  rows: NonNullable<TableComparison['rows']>
}

/**
 * Rows paired by the unit's key, and its round where it has rounds; counts by one pass over both tables. A value and the
 * reason why it is missing are one cell. A row's line in its file is no part of it.
 *
 * @param limit how many rows that differ are given as examples; 0 gives none
 */
export async function compareRows(both: Both, tables: UnitTables, limit: number): Promise<RowComparison> {
  const { key } = tables
  if (key.before !== key.after) return unpairedRows(both, tables, 'key-changed')
  const pairedBy = [key.after, ...(tables.shared.includes(roundVariable) ? [roundVariable] : [])]
  for (const side of ['before', 'after'] as const)
    if (await hasTwice(both, tables, side, pairedBy)) return unpairedRows(both, tables, 'key-not-unique')
  const shared = tables.shared.filter((variable) => !pairedBy.includes(variable))
  const differs = await differences(both, tables, shared)
  const from = paired(tables, pairedBy)
  const both_ = 'b.line IS NOT NULL AND a.line IS NOT NULL'
  const any = [...differs.values()].map((sql) => `(${sql})`).join(' OR ') || 'false'
  const [found] = await both.query<Record<string, number>>(
    `SELECT count(b.line) AS before, count(a.line) AS after, count(*) FILTER (b.line IS NULL) AS added,
       count(*) FILTER (a.line IS NULL) AS removed, count(*) FILTER (${both_} AND (${any})) AS changed,
       ${[...differs.values()].map((sql, at) => `count(*) FILTER (${both_} AND (${sql})) AS c${at}`).join(', ') || '0 AS none'}
     FROM ${from}`,
  )
  const { before, after, added, removed, changed } = found
  const changedCells = Object.fromEntries(
    shared.map((variable, at) => [variable, found[`c${at}`]] as const).filter(([, n]) => n > 0),
  )
  const examples =
    limit && added + removed + changed > 0 ? await listExamples(both, from, pairedBy, shared, any, limit) : []
  return { rows: { before, after, added, removed, changed }, changedCells, examples }
}

async function hasTwice(
  both: Both,
  tables: UnitTables,
  side: 'before' | 'after',
  pairedBy: string[],
): Promise<boolean> {
  const columns = pairedBy.map((name) => identifier(name)).join(', ')
  const found = await both.query(
    `SELECT 1 FROM ${tableOf(tables, side)} GROUP BY ${columns} HAVING count(*) > 1 LIMIT 1`,
  )
  return found.length > 0
}

/** Without a key whole rows are counted, each as often as it stands there. */
async function unpairedRows(
  both: Both,
  tables: UnitTables,
  unpaired: NonNullable<TableComparison['unpaired']>,
): Promise<RowComparison> {
  const columns = tables.shared
    .flatMap((variable) => [variable, missingColumn(variable)])
    .map((name) => `${identifier(name)}::VARCHAR`)
    .join(', ')
  const select = (side: 'before' | 'after') => `SELECT ${columns || '1'} FROM ${tableOf(tables, side)}`
  const [found] = await both.query<Omit<RowComparison['rows'], 'changed'>>(
    `SELECT (SELECT count(*) FROM ${tableOf(tables, 'before')}) AS before,
       (SELECT count(*) FROM ${tableOf(tables, 'after')}) AS after,
       (SELECT count(*) FROM (${select('after')} EXCEPT ALL ${select('before')})) AS added,
       (SELECT count(*) FROM (${select('before')} EXCEPT ALL ${select('after')})) AS removed`,
  )
  return { rows: { ...found, changed: 0 }, unpaired, changedCells: null, examples: [] }
}

/** For each variable the SQL that says whether its cell differs. Equal lists of categories are compared by number. */
async function differences(both: Both, tables: UnitTables, shared: string[]): Promise<Map<string, string>> {
  const types = await both.query<{ side: string; column: string; type: string }>(
    `SELECT database_name AS side, column_name AS "column", data_type AS type FROM duckdb_columns()
     WHERE schema_name = ${literal(studySchema(tables.study))} AND table_name = ${literal(tables.unit)}`,
  )
  const typeOf = (side: string, column: string) =>
    types.find((found) => found.side === side && found.column === column)?.type ?? ''
  const differ = (column: string) => {
    const [before, after] = [typeOf('before', column), typeOf('after', column)]
    const as = (sql: string) => {
      if (before !== after) return `${sql}::VARCHAR`
      return after.startsWith('ENUM') ? `enum_code(${sql})` : sql
    }
    return `${as(`b.${identifier(column)}`)} IS DISTINCT FROM ${as(`a.${identifier(column)}`)}`
  }
  return new Map(
    shared.map((variable) => [variable, `${differ(variable)} OR ${differ(missingColumn(variable))}`]),
  )
}

function paired(tables: UnitTables, pairedBy: string[]): string {
  const on = pairedBy.map((name, at) => {
    const [before, after] = [`b.${identifier(name)}::VARCHAR`, `a.${identifier(name)}::VARCHAR`]
    return at === 0 ? `${before} = ${after}` : `${before} IS NOT DISTINCT FROM ${after}`
  })
  return `${tableOf(tables, 'before')} AS b FULL JOIN ${tableOf(tables, 'after')} AS a ON ${on.join(' AND ')}`
}

async function listExamples(
  both: Both,
  from: string,
  pairedBy: string[],
  shared: string[],
  any: string,
  limit: number,
): Promise<RowChange[]> {
  const keys = pairedBy.map(
    (name) => `coalesce(a.${identifier(name)}::VARCHAR, b.${identifier(name)}::VARCHAR)`,
  )
  const cells = shared.flatMap((variable, at) =>
    (['b', 'a'] as const).flatMap((side) => [
      `${side}.${identifier(variable)} AS ${side}${at}`,
      `${side}.${identifier(missingColumn(variable))} AS ${side}m${at}`,
    ]),
  )
  const found = await both.query<Record<string, string | number | null>>(
    `SELECT b.line AS "lineBefore", a.line AS "lineAfter", ${keys.map((sql, at) => `${sql} AS k${at}`).join(', ')}
       ${cells.map((cell) => `, ${cell}`).join('')}
     FROM ${from} WHERE b.line IS NULL OR a.line IS NULL OR ${any}
     ORDER BY ${keys.join(', ')}, a.line, b.line LIMIT ${Number(limit)}`,
  )
  return found.map((row) => {
    const value = (side: 'a' | 'b', at: number) => {
      const missing = row[`${side}m${at}`] as MissingReason | null
      return { value: row[`${side}${at}`], ...(missing !== null && { missing }) }
    }
    const all = shared.map((variable, at) => ({ variable, before: value('b', at), after: value('a', at) }))
    const [before, after] = [row.lineBefore as number | null, row.lineAfter as number | null]
    return {
      change: before === null ? 'added' : after === null ? 'removed' : 'changed',
      key: Object.fromEntries(pairedBy.map((name, at) => [name, row[`k${at}`] as string])),
      line: { ...(before !== null && { before }), ...(after !== null && { after }) },
      cells: all.filter(
        (cell) => cell.before.value !== cell.after.value || cell.before.missing !== cell.after.missing,
      ),
    }
  })
}

function tableOf({ study, unit }: UnitTables, side: 'before' | 'after'): string {
  return identifier(side, studySchema(study), unit)
}
