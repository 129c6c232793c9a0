import { open } from 'node:fs/promises'
import type { LabelledTable } from './labelled-table.ts'
import { savCases } from './sav-cases.ts'
import { savDictionary } from './sav-dictionary.ts'
import { savLayout } from './sav-layout.ts'

/**
 * Writes a table as a system file of SPSS (.sav, UTF-8, packed): names and labels of variables and values, levels, days as
 * days, reasons for missing as user-missing values, notes as documents, weights switched on. Rows are written as they
 * come. The same table gives the same bytes.
 *
 * @throws `sav: expected 12 rows, found 11`
 */
export async function writeSav(table: LabelledTable, file: string): Promise<void> {
  const columns = savLayout(table.columns)
  const handle = await open(file, 'w')
  try {
    await handle.writeFile(savDictionary(table, columns))
    const cases = savCases(columns)
    let n = 0
    for await (const rows of table.rows) {
      n += rows.length
      await handle.writeFile(cases.packed(rows))
    }
    await handle.writeFile(cases.end())
    if (n !== table.n) throw new Error(`sav: expected ${table.n} rows, found ${n}`)
  } finally {
    await handle.close()
  }
}
