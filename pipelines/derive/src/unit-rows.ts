import { type Codebook, roundVariable, type Study, type Unit, type Variable } from '@pejling/indicators'
import { ancestors, columnType, identifier, isCategorical, literal, missingColumn } from '@pejling/warehouse'

/** Parquet of a unit's rows, of one round where it has rounds: the survey's, and what derive steps made beside it. */
export type UnitRows = { unit: string; round?: string; rows: string; derived: string[] }

/**
 * A unit's rows as one query: `line`, `round` (NULL without rounds), the keys of the unit and of those around it, and
 * the value and missing reason of each variable.
 */
export function rowsOf(
  study: Study,
  codebook: Codebook,
  unit: Unit,
  variables: Variable[],
  files: UnitRows[],
): string {
  const own = files.filter((file) => file.unit === unit.id)
  if (own.length === 0) return emptyRows(study, codebook, unit, variables)
  const columns = columnsOf(study, codebook, unit, variables)
  return own
    .map(({ round, rows, derived }) => {
      const joins = derived
        .map((file, i) => ` JOIN read_parquet(${literal(file)}) d${i} USING (line)`)
        .join('')
      const named = columns.map(({ name }) => identifier(name)).join(', ')
      const when = round === undefined ? 'NULL::VARCHAR' : literal(round)
      // Its own round column, if the file has one, would stand in the way.
      return `SELECT line, ${when} AS round, ${named} FROM read_parquet(${literal(rows)}) own${joins}`
    })
    .join(' UNION ALL ')
}

/** The columns of a unit's rows with their DuckDB types, `line` and `round` aside. */
export function columnsOf(
  study: Study,
  codebook: Codebook,
  unit: Unit,
  variables: Variable[],
): { name: string; type: string }[] {
  const keys = keysOf(study, codebook, unit)
  return [
    ...keys.map((name) => ({ name, type: 'VARCHAR' })),
    ...variables
      .filter(({ id }) => !keys.includes(id) && id !== roundVariable)
      .flatMap((variable) => [
        { name: variable.id, type: isCategorical(variable) ? 'VARCHAR' : columnType(study.id, variable) },
        { name: missingColumn(variable.id), type: 'VARCHAR' },
      ]),
  ]
}

/** The variables that name the unit and those around it, as far as its rows hold them. */
function keysOf(study: Study, { variables }: Codebook, unit: Unit): string[] {
  return [unit, ...ancestors(study, unit)]
    .map(({ key }) => key)
    .filter((key) => variables.some(({ id, leftOut }) => id === key && !leftOut))
}

function emptyRows(study: Study, codebook: Codebook, unit: Unit, variables: Variable[]): string {
  const columns = columnsOf(study, codebook, unit, variables).map(
    ({ name, type }) => `NULL::${type} AS ${identifier(name)}`,
  )
  return `SELECT NULL::BIGINT AS line, NULL::VARCHAR AS round, ${columns.join(', ')} WHERE false`
}
