import type { Result, ResultPart } from '@pejling/notebook'
import { aligned, shown, shownP } from '../output.ts'

/** A result in lines of English: tables of counts, who was left out, statistics, notes. */
export function resultInWords({ x, y, parts, notes }: Result): string {
  const told = parts.map((part) =>
    [
      `${part.by ? `${part.by.label.en}: ` : ''}${x.label.en} × ${y.label.en}, n = ${part.answer.n ?? 'hidden'}`,
      ...countLines(part),
      ...statisticLines(part),
    ].join('\n'),
  )
  return [...told, ...notes.map(({ en }) => `note: ${en}`)].join('\n')
}

function countLines({ answer }: ResultPart): string[] {
  if (answer.kind !== 'crosstab') return []
  const { rows, columns, counts } = answer
  const header = ['', ...columns.map(({ label }) => label.en)]
  const body = rows.map(({ label }, i) => [label.en, ...counts[i].map((n) => String(n ?? 'hidden'))])
  return [aligned([header, ...body], { right: columns.map((_, i) => i + 1) })]
}

function statisticLines({ statistics }: ResultPart): string[] {
  if (!statistics.length) return []
  const rows = statistics.map(({ id, estimate, low, high, p, pHigh }) => [
    id,
    shown(estimate),
    low === undefined ? '' : `${shown(low)} to ${shown(high)}`,
    p === undefined ? '' : `p = ${shownP(p)}${pHigh === undefined ? '' : ` to ${shownP(pHigh)}`}`,
  ])
  return [aligned(rows)]
}
