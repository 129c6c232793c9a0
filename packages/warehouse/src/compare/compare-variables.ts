import { type Study, type Suppression, thresholdOf } from '@pejling/indicators'
import { findSummary } from '../summary.ts'
import { causesOf } from './causes.ts'
import type { Presence, TableComparison, VariableComparison } from './comparison.ts'
import { movedNumbers } from './moved-numbers.ts'
import { findInEither, type KnownPair } from './study-pair.ts'

/** Variables that came, went, or of which a cell or a number moved. Those that cannot have moved are not counted anew. */
export async function compareVariables(
  pair: KnownPair,
  tables: TableComparison[],
): Promise<VariableComparison[]> {
  const { before, after, codebooks, traces, seenBy, id } = pair
  const redefined = new Set(
    traces.definitions.filter(({ of }) => of === 'variable').map((change) => change.id),
  )
  const found: VariableComparison[] = []
  const names = new Set([...codebooks.after, ...codebooks.before].map((variable) => variable.id))
  for (const [at, name] of [...names].entries()) {
    pair.progress(0.2 + (0.3 * at) / names.size)
    const [was, is] = [codebooks.before, codebooks.after].map((all) => all.find((one) => one.id === name))
    const { unit, derived } = findInEither(pair, name)!
    const table = tables.find((one) => one.unit === unit)
    if (!table || (isStill(table, name) && !redefined.has(name))) continue
    const numbers = movedNumbers(
      was && (await findSummary(before.edition, id, name, seenBy)),
      is && (await findSummary(after.edition, id, name, seenBy)),
    )
    const presence: Presence = was === undefined ? 'added' : is === undefined ? 'removed' : 'both'
    const changedCells = table.changedCells && (table.changedCells[name] ?? 0)
    if (presence === 'both' && !changedCells && !numbers.length) continue
    const causes = causesOf(traces, `${id}.${unit}`, is ?? was)
    found.push({
      ...{ variable: name, unit, derived: derived !== undefined, presence, changedCells, causes },
      ...(seenBy.sees === 'all' ? { numbers } : { numbers: [], withheld: withheldCounts(after.study, unit) }),
    })
  }
  return found
}

/** Why no number of a unit is put beside another edition's, for one who may not see all of them. */
export function withheldCounts(study: Study, unit: string): Suppression {
  return { code: 'editions', values: { threshold: thresholdOf(study, unit), unit } }
}

/** No row came or went, and no cell of that column is another one. */
function isStill({ same, rows, changedCells, columns }: TableComparison, name: string): boolean {
  if (same) return true
  const changed = [...columns.added, ...columns.removed].includes(name)
  return (
    rows !== null &&
    changedCells !== null &&
    !changed &&
    rows.added + rows.removed === 0 &&
    !changedCells[name]
  )
}
