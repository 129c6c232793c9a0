import type { Crosstab } from '@pejling/indicators'
import { formatNumber, formatShare } from '../words/numbers.ts'
import type { CrosstabOptions } from './crosstab-options.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { linesHeight, rowLabel, rowLabelLines, sum } from './row-labels.ts'
import { drawSegments, legendHeight, type Segment, type SegmentLabel } from './segments.ts'
import { divergingTones, sequentialTones } from './tones.ts'

/**
 * Each row as one bar of the same length, divided by the shares of its columns, with the counts in it. With `diverging`
 * the bars are aligned at the middle of the ordered columns, so that what is below it goes left and what is above goes
 * right.
 */
export function stackedBars(crosstab: Crosstab, options: CrosstabOptions & { diverging?: boolean }): Drawing {
  return onSheets((sheet) => bars(crosstab, options, sheet))
}

function bars(
  crosstab: Crosstab,
  { language, doors, diverging = false }: CrosstabOptions & { diverging?: boolean },
  sheet: Sheet,
): string {
  const { rows, columns, counts } = crosstab
  const tones = diverging ? divergingTones(columns.length) : sequentialTones(columns.length)
  const names = columns.map((column) => column.label[language])
  const sides = rowLabelLines(crosstab, language, sheet)
  const thickness = sheet.text * 3.2
  const room = sheet.width - sheet.labelWidth
  const left = rows.map((_, i) => leftOfMiddle(counts[i]))
  const reach = diverging
    ? Math.max(0, ...left) + Math.max(0, ...left.map((share, i) => (sum(counts[i]) ? 1 - share : 0)))
    : 1
  const scale = room / (reach || 1)
  const middle = sheet.labelWidth + Math.max(0, ...left) * scale

  let y = legendHeight(names, sheet)
  const segments: Segment[] = []
  const labels: SegmentLabel[] = []
  for (const [i, row] of rows.entries()) {
    const base = sum(counts[i])
    const text = linesHeight(sides[i], sheet)
    labels.push(rowLabel(sides[i], y + (sheet.labelWidth ? 2 : 0)))
    const top = sheet.labelWidth ? y : y + text + 4
    let x = diverging ? middle - left[i] * scale : sheet.labelWidth
    for (const [j] of columns.entries()) {
      const share = base ? counts[i][j] / base : 0
      const width = share * scale
      if (counts[i][j])
        segments.push({
          ...{ x1: x, x2: x + width, y1: top, y2: top + thickness, tone: tones[j] },
          ...{ count: formatNumber(counts[i][j], language), share: formatShare(share, language) },
          door: doors?.[i]?.[j],
        })
      x += width
    }
    y =
      Math.max(top + thickness, sheet.labelWidth ? y + text : 0) +
      (row === rows.at(-1) ? 4 : sheet.text * 1.1)
  }
  return drawSegments({
    ...{ sheet, segments, labels, height: y },
    legend: names.map((text, j) => ({ text, tone: tones[j] })),
    ...(diverging && { middle }),
  })
}

/** The share below the middle of the order; a middle category is divided between both sides. */
function leftOfMiddle(counts: number[]): number {
  const half = Math.floor(counts.length / 2)
  const below = sum(counts.slice(0, half)) + (counts.length % 2 ? counts[half] / 2 : 0)
  return sum(counts) ? below / sum(counts) : 0
}
