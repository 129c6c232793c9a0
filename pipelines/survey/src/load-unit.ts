import type { Codebook, Instrument, Problem, Round, Study, UploadFormat } from '@pejling/indicators'
import type { Received } from '@pejling/receive'
import { type Connection, type Delimited, type Limits, variablesOf, withDatabase } from '@pejling/warehouse'
import { check, inOrder, withAcceptance } from './check/check.ts'
import { checkRound } from './check/round.ts'
import type { Loaded } from './check/rules.ts'
import { type Columns, columnsOf } from './column.ts'
import { load } from './load.ts'
import { replaceIdentifiers } from './pseudonyms.ts'
import { read } from './read.ts'
import { shape } from './shape.ts'
import { type UnitSource, withFile } from './with-file.ts'

export type UnitFile = UnitSource & {
  study: Study
  codebook: Codebook
  /** The round the file is of and the study's instruments, where the unit has rounds. */
  round?: Round
  instruments?: Instrument[]
  /** Units it may refer to, already loaded; those with rounds of the same round. */
  loaded: Loaded
  /** For each variable the codebook marks as an identifier, what stands in the place of each of an upload's identifiers. */
  pseudonyms?: Record<string, Record<string, string>>
  /** Where the rows go, as Parquet: `line`, and a value and a missing reason for each variable. */
  output: string
  limits?: Limits
}

/** A file read and checked, while its rows are there to be asked. */
export type ReadUnit = {
  rows: number
  problems: Problem[]
  columns: Columns
  delimited: Delimited
  /** Are there cells nobody could read, accepted or not? */
  uncoded: boolean
}

/**
 * One unit's file as received → its table: read → check → shape → load. A problem that stops leaves no output; the
 * others come along. Never throws because of what stands in the file.
 */
export async function loadUnit(given: UnitFile): Promise<{ rows: number; problems: Problem[] }> {
  const { result, problems } = await withDatabase(
    (connection) =>
      withFile(given, async (delimited, received) => {
        const found = await readUnit(connection, given, delimited, received)
        if (stops(found.problems)) return { rows: 0, problems: found.problems }
        await load(connection, shape(found.columns, delimited, given.round, found.uncoded), given.output)
        return { rows: found.rows, problems: found.problems }
      }),
    given.limits,
  )
  return { rows: result?.rows ?? 0, problems: [...problems, ...(result?.problems ?? [])] }
}

/** Reads and checks a file; what was read stays in the connection. */
export async function readUnit(
  connection: Connection,
  given: UnitFile,
  delimited: Delimited,
  received?: Received,
): Promise<ReadUnit> {
  const { study, codebook, unit, round, instruments = [], path, loaded, reading } = given
  const collection = { instruments, round, reading: merged(given, received), facts: received?.columns }
  const columns = columnsOf(variablesOf(study, codebook, unit), delimited.columns, collection)
  if (columns.columns.length > mostVariables)
    return { rows: 0, problems: [tooWide(path, columns)], columns, delimited, uncoded: true }
  const { rows, words, problems } = await read(connection, path, delimited, columns)
  if (problems.length > 0) return { rows: 0, problems, columns, delimited, uncoded: true }
  const replaced = reading ? await replaceIdentifiers(connection, given, columns, delimited) : []
  const file = { path, study, unit, delimited, columns, words, loaded, round, reading }
  const found = await check(connection, { ...file, rowRules: codebook.rules ?? [] })
  const counted = round ? checkRound(path, round, unit, rows) : []
  return {
    ...{ rows, columns, delimited },
    uncoded: found.some(({ rule }) => !readable.has(rule)),
    problems: inOrder([...replaced, ...found, ...withAcceptance(counted, reading?.accepted)]),
  }
}

/** Beyond this a check takes longer than anybody waits, since each question to a table costs by all its columns. */
const mostVariables = 5000

function tooWide(file: string, { columns }: Columns): Problem {
  const message = `expected at most ${mostVariables} variables of a unit, found ${columns.length}`
  return { file, rule: 'columns', severity: 'stops', message }
}

/** What is wrong with a cell that could be read all the same. */
const readable = new Set([
  'unknown-column',
  'range',
  'outside-round',
  'label-conflict',
  'sender-identifier',
  'category-count',
  'total-row',
  'not-asked',
])

export function stops(problems: Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'stops')
}

const marks = ['decimal', 'thousands', 'dateOrder']
const texts: (UploadFormat | undefined)[] = ['delimited', 'surveyxact', 'limesurvey', 'redcap']

/** In a format that is no text numbers and days stand as the format itself states, whatever the codebook says. */
function merged({ reading }: UnitFile, received?: Received): UnitFile['reading'] {
  if (!reading || !received) return reading
  const { chosen = [], choices } = reading
  return {
    ...reading,
    choices: { ...choices, ...received.choices },
    chosen: texts.includes(received.format) ? chosen : [...chosen, ...marks],
  }
}
