import {
  type AuditFinding,
  cellAddress,
  type Measure,
  type PublishedCell,
  type PublishedTable,
  type Text,
  type Verdict,
} from '@pejling/indicators'
import { cellAnchor } from '#lib/relation/cell-links.ts'

/** One printed thing with what the audit says about it; a count and its percentage in one cell are one thing. */
export type Mark = {
  anchors: string[]
  address: string
  printed: string
  verdict: Verdict | undefined
  findings: AuditFinding[]
  file: string
  line: number
}

/** A published table laid out as in print: outer dimensions down, the last one and the measures across. */
export type PrintedTable = {
  table: PublishedTable
  /** Names of the dimensions that go down. */
  corner: Text[]
  columns: { label: Text; sub?: Text; total: boolean }[]
  rows: { labels: Text[]; total: boolean; cells: Mark[][] }[]
  /** What is printed beside the table: statistics and their p-values. */
  beside: (Mark & { measure: string })[]
}

const severity: Verdict[] = ['agrees', 'agrees_within_rounding', 'cannot_be_recomputed', 'disagrees']
const total: Text = { da: 'i alt', en: 'total' }

/** Lays out one table; cells and findings may be those of the whole study. */
export function printedTable(
  table: PublishedTable,
  cells: PublishedCell[],
  findings: AuditFinding[],
): PrintedTable {
  const own = cells.filter((cell) => cell.table === table.id)
  const byAddress = new Map<string, AuditFinding[]>()
  for (const finding of findings)
    if (finding.table === table.id)
      byAddress.set(finding.cell, [...(byAddress.get(finding.cell) ?? []), finding])
  const inside = own.filter(({ at }) => Object.keys(at).length > 0)
  const down = table.dimensions.length > 1 ? table.dimensions.slice(0, -1) : table.dimensions
  const across = table.dimensions.length > 1 ? table.dimensions.at(-1) : undefined
  const groups = measureGroups(table.measures)
  const named = (dimension: PublishedTable['dimensions'][number], id: string): Text =>
    id === 'total' ? total : (dimension.categories.find((c) => c.id === id)?.label ?? { da: id, en: id })

  const places = across
    ? [...new Set(inside.map(({ at }) => at[across.variable]))].map((id) => ({
        id,
        label: named(across, id),
      }))
    : [undefined]
  const columns = places.flatMap((place) =>
    groups.map((group) => ({
      place: place?.id,
      group,
      label: place?.label ?? group[0].label,
      sub: place && groups.length > 1 ? group[0].label : undefined,
      total: place?.id === 'total',
    })),
  )
  const rowKeys = [
    ...new Set(inside.map(({ at }) => JSON.stringify(down.map(({ variable }) => at[variable])))),
  ]
  const rows = rowKeys.map((key) => {
    const ids = JSON.parse(key) as string[]
    const inRow = inside.filter(({ at }) => down.every(({ variable }, i) => at[variable] === ids[i]))
    return {
      labels: down.map((dimension, i) => named(dimension, ids[i])),
      total: ids.includes('total'),
      cells: columns.map(({ place, group }) =>
        merged(
          table,
          group.flatMap(
            ({ id }) =>
              inRow.find((cell) => cell.measure === id && (!across || cell.at[across.variable] === place)) ??
              [],
          ),
          byAddress,
        ),
      ),
    }
  })
  return {
    table,
    corner: down.map(({ label }) => label),
    columns: columns.map(({ label, sub, total }) => ({ label, sub, total })),
    rows,
    beside: own
      .filter(({ at }) => Object.keys(at).length === 0)
      .map((cell) => ({ ...mark(table, cell, byAddress), measure: cell.measure })),
  }
}

/** Findings about no cell of any table: figures in running text, and rules no single number can be blamed for. */
export function looseFindings(tables: PrintedTable[], findings: AuditFinding[]): AuditFinding[] {
  const placed = new Set(
    tables.flatMap(({ rows, beside }) =>
      [...rows.flatMap(({ cells }) => cells.flat()), ...beside].flatMap((mark) => mark.findings),
    ),
  )
  return findings.filter((finding) => !placed.has(finding))
}

/** Every mark of a table, in printed order. */
export function marksOf({ rows, beside }: PrintedTable): Mark[] {
  return [...rows.flatMap(({ cells }) => cells.flat()), ...beside]
}

/** The gravest of several verdicts. */
export function worst(verdicts: (Verdict | undefined)[]): Verdict | undefined {
  return verdicts.reduce(
    (a, b) => (severity.indexOf(b as Verdict) > severity.indexOf(a as Verdict) ? b : a),
    undefined,
  )
}

/** Measures that stand in one column: each with the percentages made of it. */
function measureGroups(measures: Measure[]): Measure[][] {
  const heads = measures.filter((m) => !(m.kind === 'percent' && measures.some(({ id }) => id === m.of)))
  return heads.map((head) => [head, ...measures.filter((m) => m.kind === 'percent' && m.of === head.id)])
}

/** A percentage printed in the same cell as its count has the same text: it is shown once. */
function merged(
  table: PublishedTable,
  cells: PublishedCell[],
  byAddress: Map<string, AuditFinding[]>,
): Mark[] {
  const together = (cell: PublishedCell) =>
    table.measures.some((m) => m.id === cell.measure && m.kind === 'percent' && m.printedWith)
  const marks: Mark[] = []
  for (const cell of cells) {
    const next = mark(table, cell, byAddress)
    const head = marks.at(-1)
    if (!head || !together(cell)) marks.push(next)
    else {
      head.anchors.push(...next.anchors)
      head.findings.push(...next.findings)
      head.verdict = worst([head.verdict, next.verdict])
    }
  }
  return marks
}

function mark(table: PublishedTable, cell: PublishedCell, byAddress: Map<string, AuditFinding[]>): Mark {
  const address = cellAddress(table, cell)
  const findings = byAddress.get(address) ?? []
  return {
    anchors: [cellAnchor(table.id, address)],
    address,
    printed: cell.printed,
    verdict: worst(findings.map(({ verdict }) => verdict)),
    findings: [...findings],
    file: cell.file,
    line: cell.line,
  }
}
