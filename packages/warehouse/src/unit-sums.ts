import { roundVariable, type Study, type Unit } from '@pejling/indicators'
import { type Connection, rows } from './database.ts'
import { identifier, literal } from './identifier.ts'
import { hashSums, rowText } from './row-text.ts'
import type { KnownPart } from './unit-part.ts'
import { studySchema } from './unit-table.ts'

/** Notes how many rows each part has and the sums of their hashes, so that neither is computed again for a later edition. */
export async function storeUnitSums(
  connection: Connection,
  study: Study,
  unit: Unit,
  parts: KnownPart[],
): Promise<void> {
  const schema = studySchema(study.id)
  const columns = await rows<{ column: string; type: string }>(
    connection,
    `SELECT column_name AS "column", data_type AS type FROM duckdb_columns()
     WHERE schema_name = ${literal(schema)} AND table_name = ${literal(unit.id)} ORDER BY column_index`,
  )
  const round = unit.rounds ? identifier(roundVariable) : 'NULL'
  const rounds = parts.map((part) => literal(part.round ?? ''))
  const sums = await rows<{ round: string | null; n: number; low: string; high: string }>(
    connection,
    `SELECT round, count(*) AS n, ${hashSums}
     FROM (SELECT ${round} AS round, md5_number(${rowText(columns)}) AS hash FROM ${identifier(schema, unit.id)}
           ${unit.rounds ? `WHERE round IN (${rounds.join(', ')})` : ''}) GROUP BY round`,
  )
  for (const part of parts) {
    const sum = sums.find(({ round }) => round === (part.round ?? null))
    await connection.run('INSERT INTO unit_part VALUES ($study, $unit, $round, $identity, $n, $low, $high)', {
      ...{ study: study.id, unit: unit.id, round: part.round ?? null, identity: part.identity },
      ...{ n: sum?.n ?? 0, low: sum?.low ?? '0', high: sum?.high ?? '0' },
    })
  }
}
