import { readFile } from 'node:fs/promises'
import {
  condensationColumns,
  csvCell,
  readCsv,
  settledCodingColumns,
  settledFiles,
} from '@pejling/indicators'
import {
  type Ledger,
  listSettledCodings,
  listUnitJudgements,
  listWrittenCondensations,
} from '@pejling/ledger'
import type { Home } from '../home.ts'
import type { StudyFolder } from '../study-folder.ts'
import { textOf } from '../study-text.ts'
import { houseFile } from './house-file.ts'

export const settledJudgementColumns = ['unit', 'variable', 'coder', 'value', 'settles'] as const

/** What was settled, judged and written of a study in the house: a table for each file, in a fixed order, without notes. */
export async function settledTables(ledger: Ledger, study: string): Promise<Record<string, string[][]>> {
  const codings = await listSettledCodings(ledger, study)
  const judgements = await listUnitJudgements(ledger, study)
  const condensations = await listWrittenCondensations(ledger, study)
  return {
    [settledFiles.codings]: codings.map(({ source, code, start_at, end_at, first, second, keep }) => [
      ...[source, code, String(start_at), String(end_at), first, second, keep],
    ]),
    [settledFiles.judgements]: judgements.map(({ unit, variable, coder, value, settles }) => [
      ...[unit, variable, coder, value ?? 'not_codable', settles ? 'yes' : ''],
    ]),
    [settledFiles.condensations]: condensations.map(
      ({ unit, subject = unit, source = '', code, author, at, text, excerpts }) => [
        ...[subject, source, code, author, at, text, excerpts.join('; ')],
      ],
    ),
  }
}

const columnsOf: Record<string, readonly string[]> = {
  [settledFiles.codings]: settledCodingColumns,
  [settledFiles.judgements]: settledJudgementColumns,
  [settledFiles.condensations]: condensationColumns,
}

/** How many columns of each say what was decided of, the others what was decided. */
const keyColumns: Record<string, number> = {
  [settledFiles.codings]: settledCodingColumns.length - 1,
  [settledFiles.judgements]: settledJudgementColumns.length - 2,
  [settledFiles.condensations]: 4,
}

/** The same as the text of a file with its header. */
export function settledText(path: string, rows: string[][]): string {
  return [columnsOf[path], ...rows].map((row) => `${row.map((cell) => csvCell(cell)).join()}\n`).join('')
}

/**
 * Lays what was settled in the house over the studies' folders, as files of the study like any other. A folder that has such
 * a file keeps its rows, but for those of which the house says something else.
 */
export async function withSettled(
  folders: StudyFolder[],
  { home, ledger }: { home: Home; ledger: Ledger },
): Promise<StudyFolder[]> {
  return Promise.all(
    folders.map(async (folder) => {
      let { files } = folder
      // A study whose files are not looked at stays as it is.
      if (!files.some(({ path }) => path === 'rules.yaml')) return folder
      for (const [path, rows] of Object.entries(await settledTables(ledger, folder.id))) {
        if (rows.length === 0) continue
        const own = files.find((file) => file.path === path)
        const before = own ? readCsv(textOf(await readFile(own.file))).records.slice(1) : []
        const keyOf = (fields: string[]) => JSON.stringify(fields.slice(0, keyColumns[path]))
        const said = new Set(rows.map(keyOf))
        const kept = before.map(({ fields }) => fields).filter((fields) => !said.has(keyOf(fields)))
        const laid = await houseFile(home, path, settledText(path, [...kept, ...rows]))
        files = [...files.filter((file) => file.path !== path), laid].sort((a, b) =>
          a.path < b.path ? -1 : 1,
        )
      }
      return { ...folder, files }
    }),
  )
}
