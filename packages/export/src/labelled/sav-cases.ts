import type { LabelledCell } from './labelled-table.ts'
import { float64 } from './little-endian.ts'
import { systemMissing } from './sav-dictionary.ts'
import { eightsOf, type SavColumn } from './sav-layout.ts'

/** Seconds of a day, and the days from the first of SPSS's calendar (14 October 1582) to 1970. */
const calendar = { seconds: 86_400, before: 141_428 }
const codes = { asItIs: 253, spaces: 254, missing: 255, bias: 100 }

/**
 * The cases of a system file of SPSS, packed: eight codes, then the eights of bytes that no code stands for, and so on from
 * case to case. Keeps what is not told yet; `end` tells it.
 */
export function savCases(columns: SavColumn[]): {
  packed(rows: LabelledCell[][]): Buffer
  end(): Buffer
} {
  let marks: number[] = []
  let kept: Buffer[] = []
  let told: Buffer[] = []

  const put = (code: number, bytes?: Buffer) => {
    marks.push(code)
    if (bytes) kept.push(bytes)
    if (marks.length === 8) tell()
  }
  const tell = () => {
    told.push(Buffer.from(marks), ...kept)
    marks = []
    kept = []
  }
  const putNumber = (value: number) => {
    if (value === systemMissing) put(codes.missing)
    else if (Number.isInteger(value) && value >= 1 - codes.bias && value <= 251 - codes.bias)
      put(value + codes.bias)
    else put(codes.asItIs, float64(value))
  }
  const putText = (text: string, { parts, width }: SavColumn) => {
    const bytes = wholeLetters(Buffer.from(text), width)
    let from = 0
    for (const part of parts) {
      const piece = bytes.subarray(from, from + Math.min(part.width, 255))
      from += part.width
      const eights = Buffer.alloc(8 * eightsOf(part), ' ')
      piece.copy(eights)
      for (let at = 0; at < eights.length; at += 8) {
        const eight = eights.subarray(at, at + 8)
        if (eight.every((byte) => byte === 32)) put(codes.spaces)
        else put(codes.asItIs, eight)
      }
    }
  }
  const takeAll = () => {
    const all = Buffer.concat(told)
    told = []
    return all
  }
  return {
    packed(rows) {
      for (const row of rows)
        for (const [at, one] of columns.entries()) {
          const cell = row[at]
          if (one.width > 0) putText(typeof cell === 'string' ? cell : '', one)
          else putNumber(numberOf(cell, one))
        }
      return takeAll()
    },
    end() {
      while (marks.length > 0) put(0)
      return takeAll()
    },
  }
}

function numberOf(cell: LabelledCell, { column }: SavColumn): number {
  if (typeof cell === 'number')
    return column.kind === 'day' ? (cell + calendar.before) * calendar.seconds : cell
  if (cell === null || typeof cell === 'string') return systemMissing
  return column.reasons[cell.reason].code
}

/** No letter is cut in two. */
function wholeLetters(bytes: Buffer, most: number): Buffer {
  if (bytes.length <= most) return bytes
  let end = most
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--
  return bytes.subarray(0, end)
}
