import type { LabelledCell } from './labelled-table.ts'
import { systemMissing } from './sav-dictionary.ts'
import { eightsOf, type SavColumn } from './sav-layout.ts'

/** Seconds of a day, and the days from the first of SPSS's calendar (14 October 1582) to 1970. */
const calendar = { seconds: 86_400, before: 141_428 }
const codes = { nothing: 0, asItIs: 253, spaces: 254, missing: 255, bias: 100 }

/**
 * The cases of a system file of SPSS, packed: eight codes, then the eights of bytes that no code stands for, and so on from
 * case to case. Keeps what is not told yet; `end` tells it.
 */
export function savCases(columns: SavColumn[]): {
  packed(rows: LabelledCell[][]): Buffer
  end(): Buffer
} {
  const eights = packedEights()
  const text = Buffer.alloc(Math.max(8, ...columns.map(({ parts }) => 8 * Math.max(...parts.map(eightsOf)))))

  const putText = (value: string, { parts, width }: SavColumn) => {
    // Only a very long text lies in parts; of any other the whole letters that fit are written.
    const bytes = parts.length > 1 ? wholeLetters(Buffer.from(value), width) : undefined
    for (const [i, part] of parts.entries()) {
      text.fill(' ')
      if (bytes) bytes.subarray(i * 255, i * 255 + Math.min(part.width, 255)).copy(text)
      else text.write(value, 0, width)
      for (let n = 0; n < eightsOf(part); n++) eights.putBytes(text, 8 * n)
    }
  }
  return {
    packed(rows) {
      for (const row of rows)
        for (const [at, one] of columns.entries()) {
          const cell = row[at]
          if (one.width > 0) putText(typeof cell === 'string' ? cell : '', one)
          else eights.putNumber(numberOf(cell, one))
        }
      return eights.take()
    },
    end() {
      eights.close()
      return eights.take()
    },
  }
}

/** A number or eight bytes at a time, each by its code, and by itself where no code stands for it. */
function packedEights() {
  let out = Buffer.alloc(1 << 16)
  let at = 0
  /** Where the codes of now lie, and how many of the eight are used. */
  let [block, used] = [0, 8]

  const put = (code: number) => {
    if (at + 16 > out.length) out = Buffer.concat([out, Buffer.alloc(out.length)])
    if (used === 8) {
      ;[block, used] = [at, 0]
      out.fill(codes.nothing, at, at + 8)
      at += 8
    }
    out[block + used++] = code
  }
  return {
    putNumber(value: number) {
      if (value === systemMissing) put(codes.missing)
      else if (Number.isInteger(value) && value >= 1 - codes.bias && value <= 251 - codes.bias)
        put(value + codes.bias)
      else {
        put(codes.asItIs)
        at = out.writeDoubleLE(value, at)
      }
    },
    putBytes(bytes: Buffer, from: number) {
      let isSpaces = true
      for (let i = from; i < from + 8; i++) if (bytes[i] !== 32) isSpaces = false
      put(isSpaces ? codes.spaces : codes.asItIs)
      if (!isSpaces) at += bytes.copy(out, at, from, from + 8)
    },
    /** What is whole; codes that are not all used wait. */
    take(): Buffer {
      const end = used === 8 ? at : block
      const taken = Buffer.from(out.subarray(0, end))
      out.copyWithin(0, end, at)
      ;[at, block] = [at - end, 0]
      return taken
    },
    close() {
      used = 8
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
