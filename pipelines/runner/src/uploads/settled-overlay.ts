import { condensationColumns, settledCodingColumns, settledFiles } from '@pejling/indicators'
import {
  type Ledger,
  listSettledCodings,
  listUnitJudgements,
  listWrittenCondensations,
} from '@pejling/ledger'
import type { Home } from '../home.ts'
import type { StudyFolder } from '../study-folder.ts'
import { type HouseTable, withHouseRows } from './house-rows.ts'

const settledJudgementColumns = ['unit', 'variable', 'coder', 'value', 'settles'] as const

/** What was settled, judged and written of a study in the house: a table for each file, in a fixed order, without notes. */
export async function settledTables(ledger: Ledger, study: string): Promise<HouseTable[]> {
  const codings = await listSettledCodings(ledger, study)
  const judgements = await listUnitJudgements(ledger, study)
  const condensations = await listWrittenCondensations(ledger, study)
  return [
    {
      ...{ path: settledFiles.codings, header: settledCodingColumns, keys: settledCodingColumns.length - 1 },
      rows: codings.map(({ source, code, start_at, end_at, first, second, keep }) => [
        ...[source, code, String(start_at), String(end_at), first, second, keep],
      ]),
    },
    {
      ...{ path: settledFiles.judgements, header: settledJudgementColumns, keys: 3 },
      rows: judgements.map(({ unit, variable, coder, value, settles }) => [
        ...[unit, variable, coder, value ?? 'not_codable', settles ? 'yes' : ''],
      ]),
    },
    {
      ...{ path: settledFiles.condensations, header: condensationColumns, keys: 4 },
      rows: condensations.map(({ unit, subject = unit, source = '', code, author, at, text, excerpts }) => [
        ...[subject, source, code, author, at, text, excerpts.join('; ')],
      ]),
    },
  ]
}

/** Lays what was settled in the house over the studies' folders. */
export async function withSettled(
  folders: StudyFolder[],
  { home, ledger }: { home: Home; ledger: Ledger },
): Promise<StudyFolder[]> {
  return Promise.all(
    folders.map(async (folder) => {
      // A study whose files are not looked at stays as it is.
      if (!folder.files.some(({ path }) => path === 'rules.yaml')) return folder
      let laid = folder
      for (const table of await settledTables(ledger, folder.id))
        laid = await withHouseRows(laid, table, home)
      return laid
    }),
  )
}
