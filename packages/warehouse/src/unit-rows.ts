import {
  type Filter,
  type MissingReason,
  roundFile,
  roundVariable,
  type Suppression,
  thresholdOf,
  type Unit,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import type { Edition } from './edition.ts'
import { identifier } from './identifier.ts'
import { getCodebook, getStudy, getVariable } from './study-queries.ts'
import { condition, unitSource } from './unit-source.ts'
import { missingColumn, variablesOf } from './unit-table.ts'

export type UnitRows = {
  unit: string
  variables: Variable[]
  rows: {
    /** The file the row came from, in the study's folder, and its line there. */
    file: string
    line: number
    values: Record<string, string | number | null>
    missing: Record<string, MissingReason>
  }[]
  /** How many rows there are in all; `rows` holds the first `limit`. */
  n: number
  /** The rows may not be seen by the one who asks: there are none here, and `n` is 0. */
  withheld?: Suppression
}

/**
 * The rows behind a cell: those of a unit for which a filter holds. `where` takes missing reasons as well:
 * `screening:not_answered`. Of a study that is not open a viewer must be named; one who may not see rows gets none, and
 * not even how many there are.
 *
 * @throws `unknown study|unit|variable|category of …`, `no rows: …`, `viewer: expected one, since round-2 is not open; found none`
 */
export async function listUnitRows(
  edition: Edition,
  question: { study: string; unit?: string; where: Filter[]; limit?: number },
  viewer?: Viewer,
): Promise<UnitRows> {
  const study = await getStudy(edition, question.study)
  const seenBy = checkedViewer(study, viewer)
  const codebook = await getCodebook(edition, question.study)
  const filters = question.where.map(({ variable }) => getVariable(codebook, variable))
  const wanted = study.units.find(({ id }) => id === question.unit)
  if (question.unit && !wanted) throw new Error(`unknown unit: ${question.unit} of ${study.id}`)
  const key = wanted && codebook.variables.find(({ id }) => id === wanted.key)
  const source = unitSource(study, key ? [{ ...key, unit: wanted.id }, ...filters] : filters)
  if (!source || (wanted && source.unit !== wanted))
    throw new Error(
      `no rows: ${question.unit ?? 'units'} of ${study.id} have no rows with ${filters.map(({ id }) => id).join(' and ')}`,
    )
  const { unit } = source
  const variables = variablesOf(study, codebook, unit)
  const where = condition(study, codebook, question.where, source.column, source.missing)
  if (!seenBy.rows) {
    const values = { threshold: thresholdOf(study, unit.id), unit: unit.id }
    return { unit: unit.id, variables, n: 0, rows: [], withheld: { code: 'rows', values } }
  }
  const columns = variables.flatMap(({ id }) => [
    identifier(unit.id, id),
    identifier(unit.id, missingColumn(id)),
  ])
  const found = await edition.query<Record<string, string | number | null> & { line: number }>(
    `SELECT ${identifier(unit.id, 'line')}, ${columns.join(', ')} FROM ${source.from}
     WHERE ${where.sql} ORDER BY ${source.order} LIMIT ${Number(question.limit ?? 1000)}`,
    where.parameters,
  )
  const [{ n }] = await edition.query<{ n: number }>(
    `SELECT count(*) AS n FROM ${source.from} WHERE ${where.sql}`,
    where.parameters,
  )
  return { unit: unit.id, variables, n, rows: found.map((row) => splitRow(row, variables, unit)) }
}

function splitRow(
  row: Record<string, string | number | null> & { line: number },
  variables: Variable[],
  unit: Unit,
): UnitRows['rows'][number] {
  const values: Record<string, string | number | null> = {}
  const missing: Record<string, MissingReason> = {}
  for (const { id } of variables) {
    values[id] = row[id]
    const reason = row[missingColumn(id)]
    if (reason !== null) missing[id] = reason as MissingReason
  }
  const file = unit.rounds ? roundFile(String(row[roundVariable]), unit.id) : unit.file!
  return { file, line: row.line, values, missing }
}
