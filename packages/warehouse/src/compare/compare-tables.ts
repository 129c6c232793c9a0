import { type Study, type Suppression, thresholdOf, type Variable } from '@pejling/indicators'
import { variablesOf } from '../unit-table.ts'
import { causesOf } from './causes.ts'
import { compareRows } from './compare-rows.ts'
import type { TableComparison } from './comparison.ts'
import type { KnownPair, Side } from './study-pair.ts'

/** Every unit's table. Rows are counted where the content differs and the one who asks may see all counts. */
export async function compareTables(pair: KnownPair): Promise<TableComparison[]> {
  const { before, after } = pair
  const units = new Set([...after.study.units, ...before.study.units].map(({ id }) => id))
  const compared: TableComparison[] = []
  for (const unit of units)
    if ([before, after].some(({ contents }) => contents.has(`unit ${unit}`)))
      compared.push(await compareTable(pair, unit))
  return compared
}

async function compareTable(pair: KnownPair, unit: string): Promise<TableComparison> {
  const { id, both, seenBy, limit, before, after, codebooks, traces } = pair
  const [was, is] = [before, after].map(({ contents }) => contents.get(`unit ${unit}`))
  const old = columnsOf(before, codebooks.before, unit)
  const young = columnsOf(after, codebooks.after, unit)
  const shared = young.filter((name) => old.includes(name))
  const table: TableComparison = {
    ...{ unit, same: was === is, rows: null, changedCells: null, examples: [] },
    presence: was === undefined ? 'added' : is === undefined ? 'removed' : 'both',
    hash: { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) },
    columns: {
      added: young.filter((name) => !shared.includes(name)),
      removed: old.filter((name) => !shared.includes(name)),
    },
    causes: was === is ? [] : causesOf(traces, `${id}.${unit}`),
  }
  if (table.same || table.presence !== 'both') return table
  const withheld: Suppression = { code: 'rows', values: { threshold: thresholdOf(after.study, unit), unit } }
  if (seenBy.sees !== 'all') return { ...table, withheld }
  const key = { before: keyOf(before.study, unit), after: keyOf(after.study, unit) }
  const found = await compareRows(both, { study: id, unit, key, shared }, seenBy.rows ? limit : 0)
  return { ...table, ...found, ...(!seenBy.rows && { withheld }) }
}

function columnsOf({ study, contents }: Side, variables: Variable[], unit: string): string[] {
  const found = study.units.find(({ id }) => id === unit)
  if (!found || !contents.has(`unit ${unit}`)) return []
  return variablesOf(study, { study: study.id, variables }, found).map(({ id }) => id)
}

function keyOf({ units }: Study, unit: string): string {
  return units.find(({ id }) => id === unit)!.key
}
