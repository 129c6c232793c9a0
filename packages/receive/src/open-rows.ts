import type { Choices } from '@pejling/indicators'
import { fileKind } from './format-of.ts'
import type { Opened, RowBatches, SentFile } from './opened.ts'
import { openText } from './text/open-text.ts'
import { Unreadable } from './unreadable.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'

/**
 * Opens a table of texts, delimited or in a workbook, to be read row by row, which needs no database. Line breaks in a cell
 * are as they were written.
 *
 * @throws Unreadable, and so may the rows
 */
export async function openRows(
  file: SentFile,
  choices: Choices = {},
): Promise<Opened & { rows: () => RowBatches }> {
  const kind = await fileKind(file.path)
  if (kind !== 'text' && kind !== 'zip')
    throw new Unreadable('format', `expected delimited text or .xlsx, found .${kind}`)
  const { rows, ...opened } = await (kind === 'text' ? openText : openXlsx)(file, choices)
  return { ...opened, rows: rows! }
}
