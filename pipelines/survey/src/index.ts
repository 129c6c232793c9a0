import type { Codebook, Instrument, Problem, Round, Study, Unit } from '@pejling/indicators'
import {
  type Connection,
  type Delimited,
  type Limits,
  variablesOf,
  withDatabase,
  withDelimited,
} from '@pejling/warehouse'
import { check } from './check.ts'
import { checkRound } from './check-round.ts'
import { columnsOf } from './column.ts'
import { load } from './load.ts'
import { read, unreadable } from './read.ts'
import type { Loaded } from './rules.ts'
import { shape } from './shape.ts'

export { receive } from './receive/receive.ts'
export { withReceived } from './receive/with-received.ts'
export type { Received } from './receive/with-received.ts'
export type { SentFile } from './receive/opened.ts'
export type { Loaded } from './rules.ts'

export type UnitFile = {
  study: Study
  codebook: Codebook
  unit: Unit
  /** The round the file is of and the study's instruments, where the unit has rounds. */
  round?: Round
  instruments?: Instrument[]
  /** The file as received, and the name it is known by in messages. */
  file: string
  path: string
  /** Units it may refer to, already loaded; those with rounds of the same round. */
  loaded: Loaded
  /** Where the rows go, as Parquet: `line`, and a value and a missing reason for each variable. */
  output: string
  limits?: Limits
}

/**
 * One unit's file as received → its table: read → check → shape → load. A problem that stops leaves no output; the
 * others come along. Never throws because of what stands in the file.
 */
export async function loadUnit(given: UnitFile): Promise<{ rows: number; problems: Problem[] }> {
  return withDatabase(async (connection) => {
    let opened = false
    try {
      return await withDelimited(given.file, given.unit.format ?? {}, (delimited) => {
        opened = true
        return loadDelimited(connection, delimited, given)
      })
    } catch (cause) {
      if (opened || !(cause instanceof Error)) throw cause
      return { rows: 0, problems: [unreadable(given.path, cause.message)] }
    }
  }, given.limits)
}

async function loadDelimited(
  connection: Connection,
  delimited: Delimited,
  { study, codebook, unit, round, instruments = [], path, loaded, output }: UnitFile,
): Promise<{ rows: number; problems: Problem[] }> {
  const variables = variablesOf(study, codebook, unit)
  const columns = columnsOf(variables, delimited.columns, { instruments, round })
  const { rows, problems } = await read(connection, path, delimited, columns)
  if (problems.length > 0) return { rows, problems }
  problems.push(
    ...(await check(connection, { path, study, unit, delimited, columns, loaded, round })),
    ...(round ? checkRound(path, round, unit, rows) : []),
  )
  if (problems.some(({ severity }) => severity === 'stops')) return { rows: 0, problems }
  await load(connection, shape(columns, round), output)
  return { rows, problems }
}
