import {
  type CellDoor,
  type Drawing,
  type Segment,
  type SegmentLabel,
  type Sheet,
  type Tone,
  drawSegments,
  linesHeight,
  onSheets,
  rowLabel,
  sequentialTones,
  wrapWords,
} from '@pejling/figures'

/** A cell: how much there is, what is written in it, and where it leads. */
export type HeatCell = { value: number; said: string; door?: CellDoor }
export type HeatRow = { label: string; depth?: number; cells: HeatCell[] }

/** More columns or rows than these are for a table. */
export const mostHeat = { columns: 30, rows: 40 }

const nothing: Tone = { fill: 'var(--track)', ink: 'var(--ink-soft)' }

/** Rows by columns: the more, the darker, in five steps of the largest; a cell with nothing is grey. */
export function heatFigure(rows: HeatRow[], columns: string[]): Drawing {
  return onSheets((sheet) => heat(rows, columns, sheet))
}

function heat(rows: HeatRow[], columns: string[], sheet: Sheet): string {
  const tones = sequentialTones(5)
  const most = Math.max(...rows.flatMap(({ cells }) => cells.map(({ value }) => value)))
  const tone = (value: number) =>
    value > 0 ? tones[Math.min(4, Math.ceil((value / most) * 5) - 1)] : nothing
  const beside = sheet.labelWidth > 0 ? sheet.labelWidth + 40 : 0
  const width = Math.min((sheet.width - beside) / columns.length, sheet.text * 11)
  const height = sheet.text * 2
  const names = columns.map((name) => wrapWords(name, (width - 6) / (sheet.text * 0.56)).slice(0, 4))
  const top = Math.max(...names.map((lines) => linesHeight(lines, sheet))) + 6
  const labels: SegmentLabel[] = names.map((lines, j) => ({
    ...{
      x: beside + j * width + 2,
      y: top - linesHeight(lines, sheet) - 2,
      text: lines.join('\n'),
      soft: true,
    },
  }))
  const segments: Segment[] = []
  let y = top
  for (const { label, cells, depth = 0 } of rows) {
    const indent = depth * sheet.text
    const lines = wrapWords(label, ((beside || sheet.width) - indent - 14) / (sheet.text * 0.6))
    labels.push({ ...rowLabel(lines, beside ? y + 4 : y + 3), x: indent })
    if (!beside) y += linesHeight(lines, sheet) + 6
    const tall = beside ? Math.max(height, linesHeight(lines, sheet) + 6) : height
    for (const [j, { value, said, door }] of cells.entries())
      segments.push({
        ...{ x1: beside + j * width, x2: beside + (j + 1) * width, y1: y, y2: y + tall },
        ...{ tone: tone(value), count: said, share: '', ...(door && { door }) },
      })
    y += tall + (beside ? 0 : 4)
  }
  return drawSegments({ sheet, segments, labels, height: y + 2, legend: [] })
}
