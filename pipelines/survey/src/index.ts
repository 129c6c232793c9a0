import { type Codebook, type Problem, recodingOf, type Study, type Unit } from '@pejling/indicators'
import { variablesOf, withDatabase } from '@pejling/warehouse'
import { check, type Loaded } from './check.ts'
import { columnsOf } from './column.ts'
import { load } from './load.ts'
import { read } from './read.ts'
import { shape } from './shape.ts'

export type { Loaded } from './check.ts'

export type UnitFile = {
  study: Study
  codebook: Codebook
  unit: Unit
  /** The file as received, and the name it is known by in messages. */
  file: string
  path: string
  /** Units it may refer to, already loaded. */
  loaded: Loaded
  /** Where the rows go, as Parquet: `line`, and a value and a missing reason for each variable. */
  output: string
}

/**
 * One unit's file as received → its table: read → check → shape → load. A problem that stops leaves no output; the
 * others come along. Never throws because of what stands in the file.
 */
export async function loadUnit(given: UnitFile): Promise<{ rows: number; problems: Problem[] }> {
  const { study, codebook, unit, file, path, loaded, output } = given
  return withDatabase(async (connection) => {
    const { staged, problems: unreadable } = await read(connection, path, file, unit)
    if (!staged) return { rows: 0, problems: unreadable }
    const columns = columnsOf(study, codebook, unit, staged.columns)
    const problems = await check(connection, path, study, unit, staged, columns, loaded)
    if (problems.some(({ severity }) => severity === 'stops')) return { rows: 0, problems }
    const derived = variablesOf(study, codebook, unit).filter((variable) => recodingOf(variable))
    await load(connection, shape(staged, columns, derived), output)
    return { rows: staged.rows, problems }
  })
}
