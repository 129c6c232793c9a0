import { type Study, suppressionInWords, type Variable } from '@pejling/indicators'
import type { SuppressedAnswer } from '@pejling/warehouse'
import { aligned } from './output.ts'

/** An answer with hidden counts in English: the table with `hidden` where a count is, and why. */
export function hiddenInWords(study: Study, answer: SuppressedAnswer, x: Variable, y: Variable): string {
  const { n, missing, why } = answer
  const unit = study.units.find(({ id }) => id === why.values.unit)!
  return [
    `${x.label.en} × ${y.label.en}, n = ${numberOf(n)}, from rows`,
    ...(answer.kind === 'crosstab' ? [tableOf(answer)] : []),
    ...missing.map(
      ({ variable, reason, n }) => `left out: ${numberOf(n)} ${variable} ${reason.replaceAll('_', ' ')}`,
    ),
    suppressionInWords(why, unit.plural).en,
  ].join('\n')
}

function tableOf({
  rows,
  columns,
  counts,
  rowTotals,
  columnTotals,
  n,
}: SuppressedAnswer & { kind: 'crosstab' }): string {
  const header = ['', ...columns.map(({ label }) => label.en), 'total']
  const body = rows.map(({ label }, i) => [label.en, ...counts[i].map(numberOf), numberOf(rowTotals[i])])
  const foot = ['total', ...columnTotals.map(numberOf), numberOf(n)]
  return aligned([header, ...body, foot], { right: header.map((_, i) => i).slice(1) })
}

function numberOf(n: number | null): string {
  return n === null ? 'hidden' : String(n)
}
