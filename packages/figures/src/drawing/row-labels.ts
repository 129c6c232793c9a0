import type { Crosstab, Language } from '@pejling/indicators'
import { formatNumber } from '../words/numbers.ts'
import type { Sheet } from './drawing.ts'
import type { SegmentLabel } from './segments.ts'
import { wrapWords } from './wrap-words.ts'

/** The lines of a row's name with its base: beside the row, or above it where there is no room beside. */
export function rowLabelLines({ rows, counts }: Crosstab, language: Language, sheet: Sheet): string[][] {
  const room = (sheet.labelWidth ? sheet.labelWidth - 16 : sheet.width) / (sheet.text * 0.6)
  return rows.map((row, i) => {
    const base = `n = ${formatNumber(sum(counts[i]), language)}`
    const name = row.label[language]
    return sheet.labelWidth ? [...wrapWords(name, room), base] : wrapWords(`${name}, ${base}`, room)
  })
}

/** How tall some lines of text are. */
export function linesHeight(lines: string[], sheet: Sheet): number {
  return lines.length * sheet.text * 1.3
}

export function rowLabel(lines: string[], y: number): SegmentLabel {
  return { x: 0, y, text: lines.join('\n') }
}

export function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
