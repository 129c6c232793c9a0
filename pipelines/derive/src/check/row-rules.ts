import type { CheckRule, Variable } from '@pejling/indicators'
import { type Connection, identifier, rows } from '@pejling/warehouse'
import type { CheckContext } from './check-context.ts'
import { rowsWith } from './check-context.ts'
import { brokenRows, type Judged } from './judged.ts'

/** At most this many lines are named for one check. */
const named = 20

type RowRule = Extract<CheckRule, { kind: 'unique' | 'reference' | 'range' }>

/** Rules that single rows break: how many do, and the first lines of them. */
export async function judgeRows(
  connection: Connection,
  context: CheckContext,
  rule: RowRule,
  find: (id: string) => Variable,
): Promise<Judged[]> {
  const names = rule.kind === 'unique' ? rule.variables : [rule.variable]
  const [first] = names.map(find)
  const broken = brokenSql(context, rule, find, rowsWith(context, first.unit, names.map(find)))
  const found = await rows<{ line: number; total: number }>(
    connection,
    `SELECT line, count(*) OVER () AS total FROM (${broken}) ORDER BY round, line LIMIT ${named}`,
  )
  const place = { unit: first.unit, variable: names.length === 1 ? first.id : null }
  return [
    brokenRows(
      found[0]?.total ?? 0,
      found.map(({ line }) => line),
      place,
    ),
  ]
}

function brokenSql(
  context: CheckContext,
  rule: RowRule,
  find: (id: string) => Variable,
  from: string,
): string {
  switch (rule.kind) {
    case 'unique': {
      const columns = rule.variables.map((id) => identifier(id))
      const present = columns.map((column) => `${column} IS NOT NULL`).join(' AND ')
      return `SELECT line, round FROM (${from}) WHERE ${present}
        QUALIFY row_number() OVER (PARTITION BY round, ${columns.join(', ')} ORDER BY line) > 1`
    }
    case 'reference': {
      const to = find(rule.to)
      const known = `SELECT ${identifier(to.id)} FROM (${rowsWith(context, to.unit, [to])}) WHERE ${identifier(to.id)} IS NOT NULL`
      return `SELECT line, round FROM (${from}) WHERE ${identifier(rule.variable)} NOT IN (${known})`
    }
    case 'range': {
      const column = identifier(rule.variable)
      const outside = [
        ...(rule.min === undefined ? [] : [`${column} < ${rule.min}`]),
        ...(rule.max === undefined ? [] : [`${column} > ${rule.max}`]),
      ]
      return `SELECT line, round FROM (${from}) WHERE ${outside.join(' OR ')}`
    }
  }
}
