import * as Plot from '@observablehq/plot'
import type { GraphNode } from '#lib/runs/plan-graph.ts'
import { type Drawing, type Sheet, draw, onSheets, wrapWords } from '@pejling/figures'

/** A step where it stands: its sign at x, y, its label in lines to the right of `labelX`; its lines leave at `leaveX`. */
type Placed = { node: GraphNode; x: number; y: number; labelX: number; lines: string[]; leaveX: number }
type Heading = { text: string; y: number; rule: number }
type Placing = { placed: Placed[]; headings: Heading[]; height: number }

/**
 * A plan as a layered picture: each step one sign, joined to those it builds on. A filled dot will run, a ring is reused,
 * a cross cannot be told; shape carries the meaning, colour only helps. Where there is room the layers are columns, and
 * on a narrow sheet the steps are lines, each as far in as its layer.
 *
 * @param titleOf a study's name as it is shown
 */
export function planFigure(nodes: GraphNode[], titleOf: (study: string) => string): Drawing {
  const layers = Math.max(0, ...nodes.map(({ layer }) => layer)) + 1
  return onSheets((sheet) => {
    const asColumns = sheet.labelWidth > 0 && sheet.width / layers >= 150
    return picture((asColumns ? columns : lines)(nodes, titleOf, sheet, layers), sheet)
  })
}

const signRoom = 16

/** Layers beside each other; each study a band of its own, what belongs to all studies in the middle of the last layer. */
function columns(
  nodes: GraphNode[],
  titleOf: (study: string) => string,
  sheet: Sheet,
  layers: number,
): Placing {
  const columnWidth = sheet.width / layers
  const lineHeight = sheet.text * 1.3
  const label = (node: GraphNode) =>
    wrapWords(labelOf(node), (columnWidth - signRoom - 22) / (sheet.text * 0.56))
  const headings: Heading[] = []
  const placed: Placed[] = []
  let top = 0
  for (const [study, members] of bands(nodes)) {
    const heading = wrapWords(titleOf(study), sheet.width / (sheet.text * 0.6))
    headings.push({ text: heading.join('\n'), y: top + 8, rule: top })
    const from = top + 14 + heading.length * lineHeight
    const bottoms = new Map<number, number>()
    for (const node of members) {
      const y = bottoms.get(node.layer) ?? from
      const wrapped = label(node)
      placed.push(inColumn(node, y + lineHeight / 2, wrapped))
      bottoms.set(node.layer, y + wrapped.length * lineHeight + 7)
    }
    top = Math.max(...bottoms.values()) + 8
  }
  const shared = nodes.filter(({ study }) => study === undefined)
  const middle = placed.length ? (placed[0].y + placed.at(-1)!.y) / 2 : lineHeight / 2
  for (const [i, node] of shared.entries())
    placed.push(inColumn(node, middle + i * lineHeight * 1.6, label(node)))
  return { placed, headings, height: Math.max(top, ...placed.map(({ y }) => y + lineHeight)) }

  function inColumn(node: GraphNode, y: number, lines: string[]): Placed {
    const [x, labelX] = [node.layer * columnWidth + 6, node.layer * columnWidth + signRoom + 2]
    return { node, x, y, labelX, lines, leaveX: labelX + lines[0].length * sheet.text * 0.5 + 6 }
  }
}

/** One step below the other, as in a list. */
function lines(
  nodes: GraphNode[],
  titleOf: (study: string) => string,
  sheet: Sheet,
  layers: number,
): Placing {
  const lineHeight = sheet.text * 1.3
  const inset = Math.min(18, 90 / layers)
  const labelX = layers * inset + 6
  const characters = (sheet.width - labelX) / (sheet.text * 0.56)
  const headings: Heading[] = []
  const placed: Placed[] = []
  let top = 0
  const place = (node: GraphNode) => {
    const wrapped = wrapWords(labelOf(node), characters)
    const x = node.layer * inset + 6
    placed.push({ node, x, y: top + lineHeight / 2, labelX, lines: wrapped, leaveX: x })
    top += wrapped.length * lineHeight + 6
  }
  for (const [study, members] of bands(nodes)) {
    const heading = wrapWords(titleOf(study), sheet.width / (sheet.text * 0.6))
    headings.push({ text: heading.join('\n'), y: top + 8, rule: top })
    top += 14 + heading.length * lineHeight
    members.forEach(place)
    top += 8
  }
  const shared = nodes.filter(({ study }) => study === undefined)
  if (shared.length) headings.push({ text: '', y: top, rule: top })
  top += 10
  shared.forEach(place)
  return { placed, headings, height: top }
}

function bands(nodes: GraphNode[]): [string, GraphNode[]][] {
  const own = nodes.filter((node): node is GraphNode & { study: string } => node.study !== undefined)
  return [...Map.groupBy(own, ({ study }) => study)]
}

function labelOf({ label, count, acting }: GraphNode): string {
  if (count === 1) return label
  return acting === count ? `${label} ×\u00a0${count}` : `${label} ${acting}/${count}`
}

function picture({ placed, headings, height }: Placing, sheet: Sheet): string {
  const byName = new Map(placed.map((one) => [one.node.name, one]))
  const edges = placed.flatMap((to) =>
    to.node.after.flatMap((name) => {
      const from = byName.get(name)
      return from ? [{ from, to, moves: to.node.action === 'run' && from.node.action === 'run' }] : []
    }),
  )
  const of = (action: GraphNode['action']) => placed.filter(({ node }) => node.action === action)
  const where = { x: 'x', y: 'y' } as const
  const words = { textAnchor: 'start', fontSize: sheet.text, lineHeight: 1.3 } as const
  // The paper around the letters keeps a line that passes behind them from being read as part of them.
  const paper = { stroke: 'var(--paper)', strokeWidth: 5 } as const
  return draw({
    width: sheet.width,
    height: Math.max(20, height),
    margin: 0,
    x: { domain: [0, sheet.width], axis: null },
    y: { domain: [Math.max(20, height), 0], axis: null },
    marks: [
      Plot.ruleY(headings, { y: 'rule', stroke: 'var(--line)' }),
      Plot.link(edges, {
        x1: ({ from }: (typeof edges)[number]) => from.leaveX,
        y1: ({ from }: (typeof edges)[number]) => from.y,
        x2: ({ to }: (typeof edges)[number]) => to.x,
        y2: ({ to }: (typeof edges)[number]) => to.y,
        curve: sheet.labelWidth ? 'bump-x' : 'bump-y',
        stroke: ({ moves }: (typeof edges)[number]) => (moves ? 'var(--accent)' : 'var(--line-strong)'),
        strokeWidth: 1.3,
      }),
      Plot.text(headings, {
        ...words,
        ...{ x: 0, y: 'y', text: 'text', lineAnchor: 'top', fontWeight: 600, fill: 'var(--ink-soft)' },
        ...paper,
      }),
      Plot.text(placed, {
        ...words,
        ...{ x: 'labelX', y: ({ y }: Placed) => y - sheet.text * 0.65, lineAnchor: 'top' },
        text: ({ lines }: Placed) => lines.join('\n'),
        ...{ ...paper, fill: 'var(--ink)' },
      }),
      Plot.dot(of('run'), { ...where, r: 5, fill: 'var(--accent)' }),
      Plot.dot(of('reuse'), {
        ...where,
        r: 4.4,
        stroke: 'var(--ink-soft)',
        strokeWidth: 1.5,
        fill: 'var(--paper)',
      }),
      Plot.dot(of('cannot-tell'), {
        ...where,
        ...{ r: 5.4, symbol: 'times', stroke: 'var(--warn)', strokeWidth: 2.6 },
      }),
    ],
  })
}
