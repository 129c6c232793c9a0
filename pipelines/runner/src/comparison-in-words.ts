import type { ComparedEditions, ComparedRelation, ComparedStudy } from '@pejling/association'
import type { Suppression } from '@pejling/indicators'
import type { Cause, CellValue, Moved, MovedNumber } from '@pejling/warehouse'
import { shown } from './output.ts'

/** Two editions compared, in lines of English. */
export function comparisonInWords({ before, after, same, studies }: ComparedEditions): string {
  const lines = [`${before} → ${after}`]
  if (same) return `${lines[0]}: every table holds the same`
  for (const study of studies) lines.push(...studyInWords(study))
  return lines.join('\n')
}

function studyInWords(study: ComparedStudy): string[] {
  const head = `study ${study.study}`
  if (study.presence !== 'both') return [`${head}: ${study.presence}`]
  if (study.same) return [`${head}: the same`]
  const lines = study.causes.map((cause) => `went in: ${causeInWords(cause)}`)
  for (const { of, id, path, change, before, after } of study.definitions)
    lines.push(
      `definition of ${of === 'study' ? 'the study' : id}: ${path || 'all of it'} ${change}` +
        (change === 'changed' ? `, ${JSON.stringify(before)} → ${JSON.stringify(after)}` : ''),
    )
  for (const table of study.tables.filter(({ same }) => !same)) lines.push(...tableInWords(table))
  for (const { variable, presence, numbers, changedCells, withheld, causes } of study.variables) {
    const cells = changedCells ? [`${changedCells} cells changed`] : []
    const told = [...(presence === 'both' ? [] : [presence]), ...cells, ...numbersInWords(numbers, withheld)]
    lines.push(`${variable}: ${told.join(', ')}${because(causes)}`)
  }
  for (const indicator of study.indicators) lines.push(indicatorInWords(indicator))
  for (const relation of study.relations) lines.push(relationInWords(relation))
  for (const { table, cell, change, before, after, causes } of study.findings) {
    const [was, is] = [before, after].map(
      (found) =>
        found && `${found.verdict} (printed ${found.printed}, recomputed ${found.recomputed ?? '–'})`,
    )
    const how = was && is ? `${was} → ${is}` : `${change}: ${is ?? was}`
    lines.push(`finding ${table} ${cell}: ${how}${because(causes)}`)
  }
  return [head, ...lines.map((line) => `  ${line}`)]
}

function tableInWords({
  unit,
  presence,
  rows,
  columns,
  unpaired,
  examples,
  withheld,
  causes,
}: ComparedStudy['tables'][number]): string[] {
  const counts = rows
    ? `${rows.before} → ${rows.after} rows: ${rows.added} added, ${rows.removed} removed, ${rows.changed} changed`
    : presence === 'both'
      ? 'differs'
      : presence
  const parts = [
    counts,
    ...(unpaired ? [`rows could not be paired (${unpaired})`] : []),
    ...columns.added.map((name) => `new column ${name}`),
    ...columns.removed.map((name) => `no column ${name} any more`),
    ...(withheld ? ['its rows are for those with the right to them'] : []),
  ]
  const shownRows = examples.map(({ change, key, line, cells }) => {
    const place = [line.before, line.after].filter((at) => at !== undefined).join(' → ')
    const name = Object.entries(key).map(([name, value]) => `${name} ${value}`)
    const what =
      change === 'changed'
        ? cells.map((cell) => `${cell.variable} ${cellInWords(cell.before)} → ${cellInWords(cell.after)}`)
        : []
    return `  ${change} ${name.join(', ')} (line ${place})${what.length ? `: ${what.join(', ')}` : ''}`
  })
  return [`table ${unit}: ${parts.join('; ')}${because(causes)}`, ...shownRows]
}

function numbersInWords(numbers: MovedNumber[], withheld: Suppression | undefined): string[] {
  if (withheld) return ['its numbers are for those who may see all']
  return numbers.map(({ measure, of, ...moved }) => `${of ?? measure} ${movedInWords(moved)}`)
}

/** Each change by its place: in the indicator itself, or in a variable it is made from. */
function indicatorInWords(told: ComparedStudy['indicators'][number]): string {
  const { indicator, presence, before, after, changes, numbers, withheld, causes } = told
  const another = before && after && (before.version !== after.version || before.variable !== after.variable)
  const parts = [
    ...(presence === 'both' ? [] : [presence]),
    ...(another
      ? [`version ${before.version} (${before.variable}) → ${after.version} (${after.variable})`]
      : []),
    ...changes.map(({ of, id, path, change }) =>
      `${of === 'indicator' ? '' : `${id} `}${path || 'all of it'} ${change}`.trim(),
    ),
    ...numbersInWords(numbers, withheld),
  ]
  return `indicator ${indicator}: ${parts.join(', ')}${because(causes)}`
}

function relationInWords(relation: ComparedRelation): string {
  const { x, y, source, presence, n, cells, statistics, withheld, causes } = relation
  const told = [
    ...(presence === 'both' ? [] : [presence]),
    ...(withheld ? ['its counts are for those who may see all'] : []),
    ...(n.change === 0 ? [] : [`n ${movedInWords(n)}`]),
    ...cells.map((cell) => `${cell.x}/${cell.y} ${movedInWords(cell)}`),
    ...statistics.map(({ statistic, ...moved }) => `${statistic} ${movedInWords(moved)}`),
  ]
  return `${x} × ${y} (${source}): ${told.join(', ') || 'other pairs of values'}${because(causes)}`
}

function movedInWords({ before, after, change }: Moved): string {
  const by = change === null ? '' : ` (${change > 0 ? '+' : ''}${shown(change)})`
  return `${shown(before)} → ${shown(after)}${by}`
}

function because(causes: Cause[]): string {
  return causes.length ? `; because of ${causes.map(causeInWords).join(', or ')}` : ''
}

function causeInWords(cause: Cause): string {
  if (cause.kind === 'cannot-tell') return `cannot tell: ${reasons[cause.why]} (${cause.what})`
  if (cause.kind === 'code') return `code: ${cause.step} ${cause.before} → ${cause.after}`
  const how = cause.before === undefined ? 'is new' : cause.after === undefined ? 'is gone' : 'changed'
  const places = 'changes' in cause && cause.changes.length ? ` (${cause.changes.join(', ')})` : ''
  return `${cause.kind}: ${cause.file} ${how}${places}`
}

const reasons = {
  'no-provenance': 'no step is known that made it',
  'unknown-input': 'something unknown went in',
  'nothing-differs': 'nothing that went in differs',
}

function cellInWords({ value, missing }: CellValue): string {
  return value === null ? `– ${missing ?? ''}`.trim() : String(value)
}
