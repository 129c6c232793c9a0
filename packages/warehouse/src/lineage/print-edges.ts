import {
  type AuditFinding,
  cellAddress,
  definitionLines,
  type PublishedCell,
  type PublishedTable,
  type Text,
  type Variable,
} from '@pejling/indicators'
import { listAuditFindings, listPublishedCells } from '../study-queries.ts'
import { addressOf, join, type LineageParts, named, put } from './lineage-parts.ts'
import { isPrintedOnly } from './made-edges.ts'

/** Where figures of running text stand: they are a table of their own to the audit. */
const text = 'text'

/**
 * Printed tables and their cells, each with its line, the variables that are known from them only, and the audit, which
 * holds them against each other and against the rows.
 */
export async function addPrint(parts: LineageParts): Promise<PublishedCell[]> {
  const { graph, edition, study, codebook, tables } = parts
  const lines = definitionLines(await parts.text('published/tables.yaml'), 'tables')
  const [cells, findings] = await Promise.all([
    listPublishedCells(edition, study.id),
    listAuditFindings(edition, study.id),
  ])
  for (const table of tables) {
    const to = put(graph, {
      ...{ address: addressOf.printedTable(table.id), kind: 'printed-table', name: table.id },
      ...{ label: table.title, places: [{ in: 'audit', table: table.id }] },
    })
    const line = lines[table.id]
    join(graph, { from: addressOf.file('published/tables.yaml'), to, line, beside: true })
    addAudit(parts, table.id, table.title, findings)
    for (const variable of codebook.variables) {
      if (!namesIn(table).some((name) => isOf(name, variable))) continue
      if (isPrintedOnly(variable))
        join(graph, { from: to, to: addressOf.variable(variable.id), beside: true })
      else join(graph, { from: addressOf.variable(variable.id), to: addressOf.audit(table.id) })
    }
  }
  for (const cell of cells) addCell(parts, cell)
  addClaims(parts, findings)
  return cells
}

function addCell({ graph, study, codebook, tables }: LineageParts, cell: PublishedCell): void {
  const table = tables.find(({ id }) => id === cell.table)
  if (!table) return
  const address = cellAddress(table, cell)
  const keys = study.units.map(({ key }) => key)
  const from = put(graph, {
    ...{ address: addressOf.printedCell(table.id, address), kind: 'printed-cell', name: address },
    ...{ label: cellLabel(table, cell), of: table.id },
    ...(table.rows || table.dimensions.some(({ variable }) => keys.includes(variable))
      ? { ofRow: true }
      : {}),
    places: [
      { in: 'audit', table: table.id, cell: address },
      { in: 'file', file: cell.file, line: cell.line },
    ],
  })
  join(graph, { from: addressOf.file(cell.file), to: from, line: cell.line })
  join(graph, { from, to: addressOf.printedTable(table.id), part: true })
  join(graph, { from, to: addressOf.audit(table.id) })
  const names = namesOf(table, cell)
  for (const variable of codebook.variables)
    if (isPrintedOnly(variable) && names.some((name) => isOf(name, variable)))
      join(graph, { from, to: addressOf.variable(variable.id) })
}

function addAudit({ graph }: LineageParts, table: string, label: Text, findings: AuditFinding[]): void {
  if (!findings.some((finding) => finding.table === table)) return
  put(graph, {
    ...{ address: addressOf.audit(table), kind: 'audit', name: table, label },
    places: [{ in: 'audit', table }],
  })
}

/** Figures of running text: each has its line in the file, and all are audited together. */
function addClaims(parts: LineageParts, findings: AuditFinding[]): void {
  const { graph } = parts
  const known = new Set(parts.tables.map(({ id }) => id))
  for (const { table, cell, file, line } of findings) {
    if (known.has(table)) continue
    addAudit(parts, table, named(table), findings)
    const from = put(graph, {
      ...{ address: addressOf.printedCell(table, cell), kind: 'printed-cell', name: cell, of: table },
      label: named(cell.replaceAll('_', ' ')),
      places: [
        { in: 'audit', table: text },
        { in: 'file', file, line },
      ],
    })
    join(graph, { from: addressOf.file(file), to: from, line })
    join(graph, { from, to: addressOf.audit(table) })
  }
}

/** Every variable a table names: its dimensions, what their rows stand for, its measures and statistics. */
function namesIn({ dimensions, measures, statistics = [] }: PublishedTable): string[] {
  return [
    ...dimensions.flatMap(({ variable, categories }) => [variable, ...categories.map((one) => one.variable)]),
    ...measures.map(({ id }) => id),
    ...statistics.flatMap(({ x, y }) => [x, y]),
  ].filter((name) => name !== undefined)
}

/** The variables a cell tells of. */
function namesOf(table: PublishedTable, { at, measure }: PublishedCell): string[] {
  const placed = table.dimensions.filter(({ variable }) => at[variable] !== undefined)
  if (placed.length === 0) {
    const statistic = table.statistics?.find(({ id }) => id === measure.split('.')[0])
    const own = table.dimensions.map(({ variable }) => variable)
    return statistic?.x === undefined && statistic?.y === undefined
      ? own
      : [statistic.x, statistic.y].filter((name) => name !== undefined)
  }
  return placed
    .flatMap(({ variable, categories }) => [
      variable,
      categories.find(({ id }) => id === at[variable])?.variable,
    ])
    .concat(measure)
    .filter((name) => name !== undefined)
}

function cellLabel(table: PublishedTable, { at, measure }: PublishedCell): Text {
  const places = table.dimensions.flatMap(({ variable, categories }) => {
    const id = at[variable]
    return id === undefined ? [] : [categories.find((category) => category.id === id)?.label ?? named(id)]
  })
  const last = table.measures.find(({ id }) => id === measure)?.label ?? named(measure)
  const joined = (language: 'da' | 'en') => [...places, last].map((label) => label[language]).join(', ')
  return { da: joined('da'), en: joined('en') }
}

export function isOf(name: string, { id, aliases }: Variable): boolean {
  return name === id || aliases?.includes(name) === true
}
