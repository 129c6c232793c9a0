import {
  type MissingReason,
  missingReasons,
  type Study,
  type Unit,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { rows, withDatabase } from './database.ts'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import type { Edition } from './edition.ts'
import { identifier, literal } from './identifier.ts'
import { rowOrder } from './row-order.ts'
import { getCodebook } from './study-queries.ts'
import { isCategorical, isNumber, missingColumn, studySchema, variablesOf } from './unit-table.ts'

/** What all the values of a variable have in common. */
export type StreamedVariable = {
  variable: Variable
  /** Days are numbers of days since 1970, categories their places in the codebook, 0 = first. */
  kind: 'number' | 'day' | 'category' | 'text'
  /** The most bytes a text takes in UTF-8. */
  bytes: number
  /** The least and the greatest of its numbers. */
  min?: number
  max?: number
  /** Has none of its numbers a fraction? */
  isWhole: boolean
  /** The reasons that occur, in the glossary's order. */
  reasons: MissingReason[]
}

/** A unit's table that goes by: for each variable its value and the place of its reason among all reasons, one of them nothing. */
export type UnitStream = {
  variables: StreamedVariable[]
  n: number
  batches: AsyncIterable<(number | string | null)[][]>
}

/**
 * Lends a unit's rows as a stream, in the order of its files, for a file that is larger than memory.
 *
 * @throws `no rows: child of round-2 is for those with the right to its rows`, `no rows: child of round-2 has none`,
 *   `viewer: expected one, since round-2 is not open; found none`
 */
export async function withUnitStream<T>(
  edition: Edition,
  { study, unit }: { study: Study; unit: Unit },
  viewer: Viewer | undefined,
  work: (stream: UnitStream) => Promise<T>,
): Promise<T> {
  if (!checkedViewer(study, viewer).rows)
    throw new Error(`no rows: ${unit.id} of ${study.id} is for those with the right to its rows`)
  const codebook = await getCodebook(edition, study.id)
  return withDatabase(async (connection) => {
    await connection.run(`ATTACH ${literal(edition.file)} AS edition (READ_ONLY)`)
    const [{ there }] = await rows<{ there: boolean }>(
      connection,
      `SELECT count(*) > 0 AS there FROM duckdb_tables()
       WHERE database_name = 'edition' AND schema_name = $schema AND table_name = $table`,
      { schema: studySchema(study.id), table: unit.id },
    )
    if (!there) throw new Error(`no rows: ${unit.id} of ${study.id} has none`)
    const from = identifier('edition', studySchema(study.id), unit.id)
    const wanted = variablesOf(study, codebook, unit)
    const facts = wanted.flatMap((variable, at) => factsOf(variable, at))
    const [found] = await rows<Record<string, unknown>>(
      connection,
      `SELECT count(*) AS n, ${facts.join(', ')} FROM ${from}`,
    )
    const variables = wanted.map((variable, at) => streamed(variable, at, found))
    const result = await connection.stream(
      `SELECT ${wanted.flatMap(valueAndReason).join(', ')} FROM ${from} ORDER BY ${rowOrder(unit.rounds)}`,
    )
    const batches = result.yieldRowsJs() as AsyncIterable<(number | string | null)[][]>
    return work({ variables, n: Number(found.n), batches })
  })
}

function factsOf(variable: Variable, at: number): string[] {
  const [value, reason] = [identifier(variable.id), identifier(missingColumn(variable.id))]
  return [
    `list_sort(list(DISTINCT ${reason}::VARCHAR) FILTER (${reason} IS NOT NULL)) AS reasons_${at}`,
    ...(isNumber(variable)
      ? [
          `min(${value}) AS min_${at}`,
          `max(${value}) AS max_${at}`,
          `bool_and(${value} = trunc(${value})) AS whole_${at}`,
        ]
      : []),
    ...(kindOf(variable) === 'text' ? [`max(strlen(${value})) AS bytes_${at}`] : []),
  ]
}

function streamed(variable: Variable, at: number, found: Record<string, unknown>): StreamedVariable {
  const there = (found[`reasons_${at}`] as string[] | null) ?? []
  const number = (name: string) => {
    const value = found[`${name}_${at}`]
    return value === null || value === undefined ? undefined : Number(value)
  }
  return {
    ...{ variable, kind: kindOf(variable), bytes: number('bytes') ?? 0 },
    ...{ min: number('min'), max: number('max'), isWhole: found[`whole_${at}`] === true },
    reasons: (Object.keys(missingReasons) as MissingReason[]).filter((reason) => there.includes(reason)),
  }
}

function kindOf(variable: Variable): StreamedVariable['kind'] {
  if (isCategorical(variable)) return 'category'
  if (isNumber(variable)) return 'number'
  return variable.reading?.date ? 'day' : 'text'
}

function valueAndReason(variable: Variable): [string, string] {
  const [value, reason] = [identifier(variable.id), identifier(missingColumn(variable.id))]
  const values = {
    ...{ number: value, text: value, category: `enum_code(${value})::INTEGER` },
    day: `date_diff('day', DATE '1970-01-01', ${value}::DATE)::INTEGER`,
  }
  return [values[kindOf(variable)], `enum_code(${reason})::INTEGER`]
}
