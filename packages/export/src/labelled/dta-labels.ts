import { cutToBytes } from './cut-to-bytes.ts'
import { type DtaColumn } from './dta-layout.ts'
import { hasLabels } from './dta-head.ts'
import { missingLong } from './dta-missing.ts'
import { int32, padded } from './little-endian.ts'

/** The value labels of a file, a set for each column that has any, called as the column is. */
export function dtaLabels(columns: DtaColumn[]): Buffer {
  return Buffer.concat([
    Buffer.from('<value_labels>'),
    ...columns.filter(hasLabels).map(labelSet),
    Buffer.from('</value_labels></stata_dta>'),
  ])
}

/** How many, how long their texts, where each begins, the values from the least to the greatest, the texts. */
function labelSet({ name, column: { values, reasons } }: DtaColumn): Buffer {
  const labels = [
    ...values,
    ...reasons.map(({ letter, label }) => ({ value: missingLong(letter), label })),
  ].toSorted((a, b) => a.value - b.value)
  const texts = labels.map(({ label }) => Buffer.from(`${cutToBytes(label, 31_999)}\0`))
  const starts = texts.map((_, at) => texts.slice(0, at).reduce((sum, { length }) => sum + length, 0))
  const table = Buffer.concat([
    ...[int32(labels.length), int32(texts.reduce((sum, { length }) => sum + length, 0))],
    ...starts.map(int32),
    ...labels.map(({ value }) => int32(value)),
    ...texts,
  ])
  return Buffer.concat([
    ...[Buffer.from('<lbl>'), int32(table.length), padded(name, 129, '\0'), Buffer.alloc(3)],
    ...[table, Buffer.from('</lbl>')],
  ])
}
