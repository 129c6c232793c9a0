import { cutToBytes } from './cut-to-bytes.ts'
import { codeOf, type DtaColumn } from './dta-layout.ts'
import type { LabelledTable } from './labelled-table.ts'
import { int16, int32, int64, padded } from './little-endian.ts'

/** Where the map of a file begins: its places are known when all is written. */
export type DtaHead = { bytes: Buffer; mapAt: number; places: number[] }

/**
 * Everything before the rows of a file of Stata 14 and later (release 118, UTF-8), with `<data>` at its end. Its clock
 * always shows the same, so that the same table gives the same bytes.
 *
 * Source: Stata manual, "Description of the .dta file format 118".
 */
export function dtaHead({ title, notes, n }: LabelledTable, columns: DtaColumn[]): DtaHead {
  const label = Buffer.from(cutLetters(title, 80))
  const parts: Buffer[] = [
    Buffer.from('<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>'),
    ...[int16(columns.length), Buffer.from('</K><N>'), int64(n), Buffer.from('</N><label>')],
    ...[int16(label.length), label, Buffer.from('</label><timestamp>'), Buffer.from([17])],
    Buffer.from('01 Jan 2020 00:00</timestamp></header>'),
  ]
  const places: number[] = [0, lengthOf(parts)]
  const mapAt = lengthOf(parts) + '<map>'.length
  parts.push(Buffer.from('<map>'), Buffer.alloc(14 * 8), Buffer.from('</map>'))
  const part = (name: string, content: Buffer[]) => {
    places.push(lengthOf(parts))
    parts.push(Buffer.from(`<${name}>`), ...content, Buffer.from(`</${name}>`))
  }
  part(
    'variable_types',
    columns.map((one) => int16(codeOf(one))),
  )
  part(
    'varnames',
    columns.map(({ name }) => padded(name, 129, '\0')),
  )
  part('sortlist', [Buffer.alloc(2 * (columns.length + 1))])
  part(
    'formats',
    columns.map(({ format }) => padded(format, 57, '\0')),
  )
  part(
    'value_label_names',
    columns.map((one) => padded(hasLabels(one) ? one.name : '', 129, '\0')),
  )
  part(
    'variable_labels',
    columns.map(({ column }) => padded(cutLetters(column.label, 80), 321, '\0')),
  )
  part('characteristics', noteParts(notes))
  places.push(lengthOf(parts))
  parts.push(Buffer.from('<data>'))
  return { bytes: Buffer.concat(parts), mapAt, places }
}

/** Texts in the rows have no labels. */
export function hasLabels({ column: { kind, values, reasons } }: DtaColumn): boolean {
  return kind !== 'text' && values.length + reasons.length > 0
}

/** Notes as Stata keeps them: how many, then each. */
function noteParts(notes: string[]): Buffer[] {
  const told = notes.map((note, at): [string, string] => [`note${at + 1}`, note])
  return [...told, ...(notes.length ? [['note0', String(notes.length)] as const] : [])].flatMap(
    ([name, content]) => {
      const text = Buffer.from(`${cutToBytes(content, 60_000)}\0`)
      const of = [padded('_dta', 129, '\0'), padded(name, 129, '\0')]
      return [Buffer.from('<ch>'), int32(2 * 129 + text.length), ...of, text, Buffer.from('</ch>')]
    },
  )
}

/** Stata counts letters here, and has room for four bytes of each. */
function cutLetters(text: string, most: number): string {
  const letters = [...text]
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text
}

const lengthOf = (parts: Buffer[]) => parts.reduce((sum, { length }) => sum + length, 0)
