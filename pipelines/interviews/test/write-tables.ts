/**
 * Writes the golden tables of codings in `test/sent-tables`: `node pipelines/interviews/test/write-tables.ts`. What is there
 * already becomes the same bytes again, but for the workbooks, which hold the time.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'

const codings = [
  ['Kilde', 'Kodesti', 'Uddrag', 'Kodet af', 'Start', 'Slut', 'Kommentar'],
  ['leder på Ærø', 'Opsporing > Sprog', 'Alle treårige, sagde han', 'Anna Opdigtet', 10, 34, ''],
  ['leder på Ærø', 'Opsporing > Sprog', 'Alle treårige, sagde han', 'Bo Opdigtet', 10, 34, 'Tjek'],
  ['leder på Ærø', 'Opsporing > TOPI', 'sagde "han"; og å', 'Bo Opdigtet', 40, 57, ''],
  ['pædagog', 'Små grupper', 'på tværs\naf stuerne', 'Anna Opdigtet', 0, 19, ''],
]
/** As ATLAS.ti writes its quotations: a title above, and all codes of one in a cell. */
const quotations = [
  ['Citatrapport', '', '', ''],
  ['Document', 'Quotation Content', 'Codes', 'Created by'],
  ['Åse', 'Hver uge, også om sommeren', 'Opsporing: ofte\nSmå grupper', 'Bo Opdigtet'],
  ['Åse', 'Aldrig i ferien', 'Opsporing: sjældent', 'Anna Opdigtet'],
]
const oneByte = {
  macintosh: { æ: 0xbe, ø: 0xbf, å: 0x8c, Æ: 0xae, Ø: 0xaf, Å: 0x81 },
  cp850: { æ: 0x91, ø: 0x9b, å: 0x86, Æ: 0x92, Ø: 0x9d, Å: 0x8f },
}

function delimited(rows: (string | number)[][], mark: string, end = '\r\n'): string {
  const cell = (value: string | number) =>
    /[";,\t\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
  return rows.map((row) => row.map(cell).join(mark) + end).join('')
}

function inBytes(text: string, letters: Record<string, number>): Buffer {
  return Buffer.from([...text].map((letter) => letters[letter] ?? letter.charCodeAt(0)))
}

async function workbook(sheets: Record<string, (string | number)[][]>): Promise<Buffer> {
  const all = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    data: rows.map((row) => row.map((value) => (value === '' ? null : { value }))) as SheetData,
  }))
  return writeXlsxFile(all).toBuffer()
}

const plain = delimited(codings, ';')
const tables: Record<string, string | Buffer> = {
  'utf-8-with-mark.csv': `\ufeff${delimited(codings, ',')}`,
  'windows-1252.csv': Buffer.from(plain, 'latin1'),
  'macintosh.csv': inBytes(plain.replaceAll('\r\n', '\r'), oneByte.macintosh),
  'cp850.csv': inBytes(plain, oneByte.cp850),
  'utf-16le.txt': Buffer.from(`\ufeff${delimited(codings, '\t')}`, 'utf16le'),
  'several-codes-in-a-cell.csv': delimited(quotations.slice(1), ';', '\n'),
  'workbook.xlsx': await workbook({ Kodninger: codings }),
  'workbook-with-a-title.xlsx': await workbook({ Ark1: quotations }),
  'workbook-without-excerpts.xlsx': await workbook({ Ark1: codings.map((row) => row.slice(0, 2)) }),
}

for (const [name, bytes] of Object.entries(tables)) {
  const folder = join(import.meta.dirname, 'sent-tables')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), bytes)
}
