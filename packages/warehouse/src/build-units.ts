import { type Codebook, roundVariable, type Study, type Unit } from '@pejling/indicators'
import { type Connection, rows } from './database.ts'
import { identifier, literal } from './identifier.ts'
import { type KnownPart, knownParts, type UnitPart } from './unit-part.ts'
import { storeUnitSums } from './unit-sums.ts'
import {
  columnType,
  createCategoryType,
  isCategorical,
  missingColumn,
  missingType,
  studySchema,
  variablesOf,
} from './unit-table.ts'

/**
 * One table per unit with the rows of all its parts: line by line, round after round. Where a table has been taken over
 * from an earlier edition, what it holds of a part that is still the same is left, and only the others are loaded.
 */
export async function addUnits(
  connection: Connection,
  study: Study,
  codebook: Codebook,
  units: Record<string, UnitPart[]>,
): Promise<void> {
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${identifier(studySchema(study.id))}`)
  const wanted = new Map<string, KnownPart[]>()
  for (const unit of study.units)
    if (units[unit.id]?.length) wanted.set(unit.id, await knownParts(study, codebook, unit, units[unit.id]))
  const kept = await keepSame(connection, study, wanted)
  await createTypes(connection, study, codebook, [...kept.keys()])
  for (const unit of study.units)
    await addUnit(connection, study, codebook, unit, wanted.get(unit.id) ?? [], kept.get(unit.id) ?? [])
}

async function addUnit(
  connection: Connection,
  study: Study,
  codebook: Codebook,
  unit: Unit,
  parts: KnownPart[],
  kept: string[],
): Promise<void> {
  const missing = parts.filter(({ identity }) => !kept.includes(identity))
  if (missing.length === 0) return
  const columns = variablesOf(study, codebook, unit).flatMap((variable) => [
    `${identifier(variable.id)}::${columnType(study.id, variable)} AS ${identifier(variable.id)}`,
    `${identifier(missingColumn(variable.id))}::${missingType} AS ${identifier(missingColumn(variable.id))}`,
  ])
  const table = identifier(studySchema(study.id), unit.id)
  for (const [index, from] of sourcesOf(missing).entries())
    await connection.run(
      `${index === 0 && kept.length === 0 ? `CREATE TABLE ${table} AS` : `INSERT INTO ${table}`}
       SELECT line, ${columns.join(', ')} FROM ${from}`,
    )
  await storeUnitSums(connection, study, unit, missing)
}

/** Files are read in the order given and rows kept in theirs; a join keeps no order, so that lines are put in it again. */
function sourcesOf(parts: UnitPart[]): string[] {
  if (parts.every(({ derived = [] }) => derived.length === 0))
    return [`read_parquet([${parts.map(({ rows }) => literal(rows)).join(', ')}])`]
  return parts.map(({ rows, derived = [] }) => {
    const joins = derived.map((file, i) => ` JOIN read_parquet(${literal(file)}) d${i} USING (line)`)
    return `read_parquet(${literal(rows)}) own${joins.join('')} ORDER BY line`
  })
}

/** Removes from the study's tables what is not wanted any more; gives the identities that stay, by unit. */
async function keepSame(
  connection: Connection,
  study: Study,
  wanted: Map<string, KnownPart[]>,
): Promise<Map<string, string[]>> {
  const there = await rows<{ unit: string; round: string | null; identity: string }>(
    connection,
    `SELECT unit, round, identity FROM unit_part WHERE study_id = ${literal(study.id)}`,
  )
  const kept = new Map<string, string[]>()
  for (const unit of new Set(there.map(({ unit }) => unit))) {
    const parts = there.filter((part) => part.unit === unit)
    const same = parts.filter((part) => wanted.get(unit)?.some(({ identity }) => identity === part.identity))
    const table = identifier(studySchema(study.id), unit)
    const gone = parts.filter((part) => !same.includes(part)).map(({ round }) => literal(round ?? ''))
    if (same.length === 0) await connection.run(`DROP TABLE ${table}`)
    else if (gone.length > 0) await connection.run(`DELETE FROM ${table} WHERE round IN (${gone.join(', ')})`)
    await connection.run(
      `DELETE FROM unit_part WHERE study_id = ${literal(study.id)} AND unit = ${literal(unit)}
       AND identity NOT IN (${same.map(({ identity }) => literal(identity)).join(', ') || "''"})`,
    )
    if (same.length > 0)
      kept.set(
        unit,
        same.map(({ identity }) => identity),
      )
  }
  return kept
}

/** A type may only be made anew where no table that stays has it; that of the round may have got another round. */
async function createTypes(
  connection: Connection,
  study: Study,
  { variables }: Codebook,
  kept: string[],
): Promise<void> {
  const schema = studySchema(study.id)
  const there = await rows<{ name: string; labels: string }>(
    connection,
    `SELECT type_name AS name, to_json(labels)::VARCHAR AS labels FROM duckdb_types()
     WHERE schema_name = ${literal(schema)} AND logical_type = 'ENUM'`,
  )
  const retyped = kept.filter((id) => study.units.find((unit) => unit.id === id)?.rounds)
  const round = identifier(roundVariable)
  // Rows that were deleted are cast as well: their round may be none of the new list.
  const column = (unit: string, type: string) =>
    connection.run(
      `ALTER TABLE ${identifier(schema, unit)} ALTER COLUMN ${round} TYPE ${type} USING try_cast(${round} AS ${type})`,
    )
  for (const { name, labels } of there) {
    const variable = variables.find(({ id }) => id === name)
    if (JSON.stringify(variable?.categories?.map(({ id }) => id)) === labels) continue
    if (name === roundVariable) for (const unit of retyped) await column(unit, 'VARCHAR')
    await connection.run(`DROP TYPE ${identifier(schema, name)}`)
  }
  const left = await rows<{ name: string }>(
    connection,
    `SELECT type_name AS name FROM duckdb_types() WHERE schema_name = ${literal(schema)}`,
  )
  for (const variable of variables) {
    if (!isCategorical(variable) || left.some(({ name }) => name === variable.id)) continue
    await connection.run(createCategoryType(study.id, variable))
    if (variable.id === roundVariable)
      for (const unit of retyped) await column(unit, columnType(study.id, variable))
  }
}
