import { readFile } from 'node:fs/promises'
import { csvCell, readCsv } from '@pejling/indicators'
import type { Home } from '../home.ts'
import type { StudyFolder } from '../study-folder.ts'
import { textOf } from '../study-text.ts'
import { houseFile } from './house-file.ts'

/** A table the house has something to say in. The first `keys` columns name what a row is about. */
export type HouseTable = {
  path: string
  header: readonly string[]
  keys: number
  rows: string[][]
  /** Keys of rows the house says there are none of. */
  gone?: string[][]
}

/**
 * Lays rows of the house over a study's folder, as a file of the study like any other. A folder that has such a file keeps
 * its rows, but for those of which the house says something else.
 */
export async function withHouseRows(
  folder: StudyFolder,
  table: HouseTable,
  home: Home,
): Promise<StudyFolder> {
  const { path, header, rows, gone = [], keys } = table
  if (rows.length + gone.length === 0) return folder
  const own = folder.files.find((file) => file.path === path)
  const before = own ? readCsv(textOf(await readFile(own.file))).records.slice(1) : []
  const keyOf = (fields: string[]) => JSON.stringify(fields.slice(0, keys))
  const said = new Set([...rows, ...gone].map(keyOf))
  const kept = before.map(({ fields }) => fields).filter((fields) => !said.has(keyOf(fields)))
  const others = folder.files.filter((file) => file.path !== path)
  const left = [...kept, ...rows]
  if (left.length === 0) return { ...folder, files: others }
  const laid = await houseFile(home, path, tableText(header, left))
  return { ...folder, files: [...others, laid].sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

/** A table as the text of a file, with its header. */
export function tableText(header: readonly string[], rows: string[][]): string {
  return [header, ...rows].map((row) => `${row.map((cell) => csvCell(cell)).join()}\n`).join('')
}
