import { join } from 'node:path'
import type { InterviewPreview } from '@pejling/indicators'
import { type Connection, type InterviewTableName, literal, rows, withDatabase } from '@pejling/warehouse'

/** So many codes and changed values are shown. */
const most = { codes: 40, changed: 200 }

/** A value as it stands in an edition, `unit` with the round if it has rounds; none where a unit could not be coded. */
export type ValueBefore = { unit: string; variable: string; value: string | null }

export type PreviewedTables = {
  /** The folders `loadInterviews` and `quantifyTables` wrote; the second only where a study has rules. */
  tables: string
  values?: string
  /** The values of the live edition. */
  before: ValueBefore[]
}

/** What a study's interviews would be with a file among them. */
export async function previewInterviews(given: PreviewedTables): Promise<InterviewPreview> {
  return withDatabase(async (connection) => {
    const count = async (name: InterviewTableName, where = 'true') => {
      const sql = `SELECT count(*) AS n FROM ${fileOf(given.tables, name)} WHERE ${where}`
      return (await rows<{ n: number }>(connection, sql))[0].n
    }
    const matrix = given.values === undefined ? [] : await codesByUnit(connection, given.tables, given.values)
    const units = [...new Set(matrix.map(({ unit }) => unit))].sort()
    const byCode = [...Map.groupBy(matrix, ({ code }) => code)]
    const values = given.values === undefined ? [] : await valuesIn(connection, given.values)
    const changed = changes(values, given.before)
    const about = given.values === undefined ? 0 : await unitsKnown(connection, given.values)
    const sources = await count('source')
    return {
      counts: {
        ...{ sources, codes: await count('code'), codings: await count('coding') },
        ...{ coders: await count('coder'), cases: await count('case') },
      },
      ...{ uncertain: await count('source', 'NOT certain'), withoutUnit: sources - about, units },
      codes: byCode.slice(0, most.codes).map(([code, cells]) => ({
        code,
        excerpts: units.map((unit) => cells.find((cell) => cell.unit === unit)?.excerpts ?? 0),
      })),
      moreCodes: Math.max(0, byCode.length - most.codes),
      ...{ values: values.length, changed: changed.slice(0, most.changed) },
    }
  })
}

type Cell = { code: string; unit: string; excerpts: number }

/** The most used codes first. */
function codesByUnit(connection: Connection, tables: string, values: string): Promise<Cell[]> {
  return rows(
    connection,
    `SELECT code, unit, count(DISTINCT excerpt) AS excerpts
     FROM ${fileOf(tables, 'coding')} JOIN ${fileOf(tables, 'excerpt')} e USING (excerpt)
       JOIN ${fileOf(values, 'source_unit')} USING (source)
     GROUP BY code, unit ORDER BY sum(count(DISTINCT excerpt)) OVER (PARTITION BY code) DESC, code, unit`,
  )
}

function valuesIn(connection: Connection, values: string): Promise<ValueBefore[]> {
  return rows(
    connection,
    `SELECT concat_ws(' ', unit, round) AS unit, variable, value FROM ${fileOf(values, 'unit_value')}`,
  )
}

async function unitsKnown(connection: Connection, values: string): Promise<number> {
  const sql = `SELECT count(DISTINCT source) AS n FROM ${fileOf(values, 'source_unit')}`
  return (await rows<{ n: number }>(connection, sql))[0].n
}

/** What would become another value, what would get one and what would lose it. */
function changes(after: ValueBefore[], before: ValueBefore[]): InterviewPreview['changed'] {
  const keyOf = ({ unit, variable }: ValueBefore) => JSON.stringify([unit, variable])
  const was = new Map(before.map((one) => [keyOf(one), one.value]))
  const is = new Map(after.map((one) => [keyOf(one), one.value]))
  return [...new Map([...before, ...after].map((one) => [keyOf(one), one]))].flatMap(
    ([key, { unit, variable }]) => {
      const [old, now] = [was.get(key) ?? undefined, is.get(key) ?? undefined]
      if (old === now) return []
      return [
        {
          unit,
          variable,
          ...(old === undefined ? {} : { before: old }),
          ...(now === undefined ? {} : { after: now }),
        },
      ]
    },
  )
}

function fileOf(folder: string, name: InterviewTableName): string {
  return `read_parquet(${literal(join(folder, `${name}.parquet`))})`
}
