import type { Crosstab } from '@pejling/indicators'
import { formatNumber, formatShare } from '../words/numbers.ts'
import type { CrosstabOptions } from './crosstab-options.ts'
import { type Drawing, onSheets, type Sheet } from './drawing.ts'
import { linesHeight, rowLabel, rowLabelLines, sum } from './row-labels.ts'
import { drawSegments, legendHeight, type Segment, type SegmentLabel } from './segments.ts'
import { sequentialTones } from './tones.ts'

/** Each row as tall as its base and divided by the shares of its columns, so that the area of a cell is its count. */
export function mosaicFigure(crosstab: Crosstab, options: CrosstabOptions): Drawing {
  return onSheets((sheet) => mosaic(crosstab, options, sheet))
}

/** In letters: a tall phone screen. */
const tallest = 46

function mosaic(crosstab: Crosstab, { language, doors }: CrosstabOptions, sheet: Sheet): string {
  const { rows, columns, counts, n } = crosstab
  const tones = sequentialTones(columns.length)
  const names = columns.map((column) => column.label[language])
  const sides = rowLabelLines(crosstab, language, sheet)
  const beside = sheet.labelWidth > 0
  // Tall enough that the smallest row has room for its name, within reason.
  const wanted = rows.map((_, i) => {
    const base = sum(counts[i])
    return base ? ((beside ? linesHeight(sides[i], sheet) : sheet.text * 1.6) * n) / base : 0
  })
  const height = Math.min(tallest * sheet.text, Math.max(rows.length * sheet.text * 3.6, ...wanted))
  const room = sheet.width - sheet.labelWidth
  let y = legendHeight(names, sheet)
  const segments: Segment[] = []
  const labels: SegmentLabel[] = []
  for (const [i] of rows.entries()) {
    const base = sum(counts[i])
    if (!base) continue
    const own = (base / n) * height
    if (!beside) {
      labels.push(rowLabel(sides[i], y))
      y += linesHeight(sides[i], sheet) + 3
    } else if (own >= sheet.text * 1.3)
      labels.push(rowLabel(sides[i].slice(0, Math.max(1, Math.floor(own / (sheet.text * 1.3)))), y))
    let x = sheet.labelWidth
    for (const [j] of columns.entries()) {
      const width = (counts[i][j] / base) * room
      if (counts[i][j])
        segments.push({
          ...{ x1: x, x2: x + width, y1: y, y2: y + own, tone: tones[j], door: doors?.[i]?.[j] },
          ...{
            count: formatNumber(counts[i][j], language),
            share: formatShare(counts[i][j] / base, language),
          },
        })
      x += width
    }
    y += own + (beside ? 3 : 8)
  }
  return drawSegments({
    ...{ sheet, segments, labels, height: y + 2 },
    legend: names.map((text, j) => ({ text, tone: tones[j] })),
  })
}
