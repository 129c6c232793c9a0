import { type DtaColumn, widthOf } from './dta-layout.ts'
import { missingDouble, missingLong } from './dta-missing.ts'
import type { LabelledCell } from './labelled-table.ts'
import { int32, int64 } from './little-endian.ts'

/** Days from the first of Stata's calendar (1 January 1960) to 1970. */
const before = 3653

/** Rows as bytes, and the long texts that are told after all of them. */
export type DtaRows = { rows: Buffer; longTexts: Buffer }

/** @param from the row that the first of these is, 1 = first */
export function dtaRows(columns: DtaColumn[], rows: LabelledCell[][], from: number): DtaRows {
  const width = columns.reduce((sum, one) => sum + widthOf(one), 0)
  const bytes = Buffer.alloc(width * rows.length)
  const longTexts: Buffer[] = []
  let at = 0
  for (const [i, row] of rows.entries())
    for (const [j, one] of columns.entries()) {
      const cell = row[j]
      if (one.type === 'long-text' && typeof cell === 'string' && cell !== '') {
        longTexts.push(longText(cell, j + 1, from + i))
        // The column in the first two bytes, the row in the other six.
        bytes.writeUInt16LE(j + 1, at)
        bytes.writeUIntLE(from + i, at + 2, 6)
      } else writeCell(bytes, at, cell, one)
      at += widthOf(one)
    }
  return { rows: bytes, longTexts: Buffer.concat(longTexts) }
}

/** Where nothing is written stand zeros: no text. */
function writeCell(bytes: Buffer, at: number, cell: LabelledCell, { type, column }: DtaColumn): void {
  if (type === 'long-text') return
  if (typeof type === 'number') {
    if (typeof cell === 'string') bytes.write(cell, at, type)
    return
  }
  const value = numberOf(cell, type, column)
  if (type === 'long') bytes.writeInt32LE(value, at)
  else bytes.writeDoubleLE(value, at)
}

function numberOf(cell: LabelledCell, type: 'double' | 'long', column: DtaColumn['column']): number {
  if (typeof cell === 'number') return column.kind === 'day' ? cell + before : cell
  const missing = type === 'long' ? missingLong : missingDouble
  return cell === null || typeof cell === 'string' ? missing() : missing(column.reasons[cell.reason].letter)
}

/** A text that lies apart: whose it is, that it is a text and ends in a zero, how long it is, and it. */
function longText(text: string, column: number, row: number): Buffer {
  const bytes = Buffer.from(`${text}\0`)
  return Buffer.concat([
    ...[Buffer.from('GSO'), int32(column), int64(row)],
    ...[Buffer.from([130]), int32(bytes.length), bytes],
  ])
}
