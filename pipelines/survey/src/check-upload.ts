import type { Problem, Round, UploadPreview } from '@pejling/indicators'
import { withDatabase } from '@pejling/warehouse'
import { checkAgainstLast, comparable } from './check/against-last.ts'
import { inOrder, withAcceptance } from './check/check.ts'
import { writeFailedRows } from './failed-rows.ts'
import { load } from './load.ts'
import { readUnit, stops, type UnitFile } from './load-unit.ts'
import { preview } from './preview/preview.ts'
import { shape } from './shape.ts'
import { withFile } from './with-file.ts'

/** An upload's file with what it is held against beside its codebook. */
export type UploadFile = Omit<UnitFile, 'output'> & {
  /** Where its rows go as Parquet, if nothing stops them; they may be left out. */
  output?: string
  /** The unit's rows of the last round. */
  last?: { round: Round; rows: string }
  /** The rows it would replace, as Parquet. */
  replaces?: string
  /** Where the rows that keep it from being loaded go, in the sender's own layout. */
  failed?: string
}

/** `rows` is how many the file has; `failedRows` how many of them keep it from being loaded. */
export type CheckedUpload = {
  rows: number
  problems: Problem[]
  stopping: number
  failedRows: number
  preview?: UploadPreview
}

/**
 * Everything there is to say of an upload before anybody approves it: its problems, held against its codebook and the last
 * round, and what it will be as a table. Read the same way as `loadUnit` reads it, by the same code.
 */
export async function checkUpload(given: UploadFile): Promise<CheckedUpload> {
  const { path, reading, round, last, replaces, failed, output, limits, instruments = [] } = given
  const { result, problems } = await withDatabase(
    (connection) =>
      withFile(given, async (delimited, received) => {
        const unit = { ...given, output: output ?? '' }
        const found = await readUnit(connection, unit, delimited, received)
        if (found.problems.some(({ rule }) => rule === 'unreadable' || rule === 'columns'))
          return { rows: 0, problems: found.problems, failedRows: 0, preview: undefined }
        const all = await preview(connection, given.unit, found, { last, replaces })
        const beside = last && round && { round, last: last.round, instruments }
        const shown = beside ? { ...all, distributions: comparable(all.distributions, beside) } : all
        const headings = new Map(found.columns.columns.map(({ variable, name }) => [variable.id, name]))
        const compared = beside ? checkAgainstLast(shown.distributions, { path, ...beside, headings }) : []
        const problems = inOrder([...found.problems, ...withAcceptance(compared, reading?.accepted)])
        const delimiter = received?.choices?.delimiter ?? given.unit.format?.delimiter
        if (output !== undefined && !stops(problems))
          await load(connection, shape(found.columns, delimited, round, found.uncoded), output)
        return {
          ...{ rows: found.rows, problems },
          failedRows: failed ? await writeFailedRows(connection, delimited, failed, delimiter) : 0,
          preview: shown,
        }
      }),
    limits,
  )
  const all = [...problems, ...(result?.problems ?? [])]
  return {
    rows: result?.rows ?? 0,
    problems: all,
    stopping: all.filter(({ severity }) => severity === 'stops').length,
    failedRows: result?.failedRows ?? 0,
    ...(result?.preview && { preview: result.preview }),
  }
}
