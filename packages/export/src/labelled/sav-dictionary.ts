import { cutToBytes } from './cut-to-bytes.ts'
import type { LabelledTable } from './labelled-table.ts'
import { float64, int32, int64, padded } from './little-endian.ts'
import { eightsOf, type SavColumn } from './sav-layout.ts'

/** A number that is missing for no reason that is told. */
export const systemMissing = -Number.MAX_VALUE

/** Formats of SPSS: F (a number), SDATE (2026/12/31), A (a text). */
const formats = { number: 5, day: 39, text: 1 }
const levels = { nominal: 1, ordinal: 2, scale: 3 }

/**
 * Everything before the cases of a system file of SPSS, in UTF-8. It says no more of when it was made than that it is of
 * 2020, so that the same table gives the same bytes.
 *
 * Source: PSPP developers' guide, "System File Format".
 */
export function savDictionary({ title, notes, n, weight }: LabelledTable, columns: SavColumn[]): Buffer {
  const parts = columns.flatMap((one) => one.parts)
  const places = placesOf(columns)
  const weighted = columns.findIndex(({ column }) => column.name === weight)
  return Buffer.concat([
    padded('$FL2@(#) SPSS DATA FILE Pejling', 64),
    ...[int32(2), int32(parts.reduce((sum, part) => sum + eightsOf(part), 0)), int32(1)],
    ...[int32(weighted < 0 ? 0 : places[weighted]), int32(n), float64(100), padded('01 Jan 2000:00:00', 17)],
    ...[padded(cutToBytes(title, 64), 64), Buffer.alloc(3)],
    ...columns.flatMap(variableRecords),
    ...columns.flatMap((one, at) => labelRecords(one, places[at])),
    ...documentRecord(notes),
    // Made by a program of version 25, on a machine whose smallest byte is first, in UTF-8.
    extension(3, 4, [25, 0, 0, -1, 1, 1, 2, 65_001].map(int32)),
    extension(4, 8, [systemMissing, Number.MAX_VALUE, lowest].map(float64)),
    extension(11, 4, columns.flatMap(shownRecord)),
    text(13, columns.map(({ name, parts: [{ short }] }) => `${short}=${name}`).join('\t')),
    ...longTexts(columns),
    extension(16, 8, [int64(1), int64(n)]),
    text(20, 'UTF-8'),
    ...[int32(999), int32(0)],
  ])
}

/** LOWEST: the number after the system-missing one. */
const lowest = -1.797_693_134_862_315_5e308

/** Where each column begins among the records of variables, 1 = first. */
function placesOf(columns: SavColumn[]): number[] {
  let next = 1
  return columns.map(({ parts }) => {
    const place = next
    next += parts.reduce((sum, part) => sum + eightsOf(part), 0)
    return place
  })
}

function variableRecords({ column, parts }: SavColumn): Buffer[] {
  const { kind, decimals, label, reasons } = column
  return parts.flatMap(({ short, width }, i) => {
    const shown = int32((formats[kind] << 16) | ((width || (kind === 'day' ? 10 : 12)) << 8) | decimals)
    const said = Buffer.from(cutToBytes(label, 255))
    const isFirst = i === 0
    // The reasons are a range, since at most three single values may be missing ones.
    const ends = kind === 'text' || reasons.length === 0 ? [] : [reasons.at(-1)!.code, reasons[0].code]
    return [
      ...[int32(2), int32(width), int32(isFirst && label ? 1 : 0), int32(isFirst ? -ends.length : 0)],
      ...[shown, shown, padded(short, 8)],
      ...(isFirst && label
        ? [int32(said.length), padded(said.toString(), Math.ceil(said.length / 4) * 4)]
        : []),
      ...(isFirst ? ends.map(float64) : []),
      ...Array.from({ length: eightsOf({ width }) - 1 }, () =>
        Buffer.concat([int32(2), int32(-1), Buffer.alloc(16), padded('', 8)]),
      ),
    ]
  })
}

function labelRecords({ column: { kind, values, reasons } }: SavColumn, place: number): Buffer[] {
  const labels = [...values, ...reasons.map(({ code, label }) => ({ value: code, label }))]
  if (kind === 'text' || labels.length === 0) return []
  return [
    ...[int32(3), int32(labels.length)],
    ...labels.flatMap(({ value, label }) => {
      const said = Buffer.from(cutToBytes(label, 120))
      return [
        ...[float64(value), Buffer.from([said.length])],
        padded(said.toString(), Math.ceil((said.length + 1) / 8) * 8 - 1),
      ]
    }),
    ...[int32(4), int32(1), int32(place)],
  ]
}

function documentRecord(notes: string[]): Buffer[] {
  const lines = notes.flatMap((note) => linesOf(note, 80))
  return lines.length ? [int32(6), int32(lines.length), ...lines.map((line) => padded(line, 80))] : []
}

/** A text in lines of at most so many bytes, broken between words where that can be. */
function linesOf(note: string, bytes: number): string[] {
  const lines = ['']
  for (const word of note.split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word
    if (Buffer.byteLength(longer) <= bytes) lines[lines.length - 1] = longer
    else lines.push(cutToBytes(word, bytes))
  }
  return lines
}

/** Level, width and side of each part. */
function shownRecord({ column, parts }: SavColumn): Buffer[] {
  return parts.flatMap(({ width }) => [
    int32(levels[column.level]),
    int32(width ? Math.min(40, Math.max(8, width)) : 12),
    int32(width ? 0 : 1),
  ])
}

function longTexts(columns: SavColumn[]): Buffer[] {
  const long = columns.filter(({ width }) => width > 255)
  const pairs = long.map(({ parts: [{ short }], width }) => `${short}=${String(width).padStart(5, '0')}\0\t`)
  return pairs.length ? [text(14, pairs.join(''))] : []
}

function text(subtype: number, content: string): Buffer {
  return extension(subtype, 1, [Buffer.from(content)])
}

function extension(subtype: number, size: number, parts: Buffer[]): Buffer {
  const bytes = Buffer.concat(parts)
  return Buffer.concat([int32(7), int32(subtype), int32(size), int32(bytes.length / size), bytes])
}
