import {
  type Crosstab,
  type Filter,
  hiddenCrosstab,
  type ProtectedTable,
  type Relation,
  type Side,
  suppressedCrosstab,
  type SuppressedCrosstab,
  type SuppressedPairs,
  type Suppression,
  thresholdOf,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { getVariable } from '../study-queries.ts'
import { publishedCrosstab } from '../published-crosstab.ts'
import { checkCategory, isReason, unitSource } from '../unit-source.ts'
import { isRepeated } from '../unit-table.ts'
import { placeCounts } from './place-counts.ts'
import { findProtectedTable } from './protected-block.ts'
import { getProtectedFamily, type ProtectedFamily } from './protected-family.ts'

export type SuppressedAnswer = SuppressedCrosstab | SuppressedPairs

/**
 * What somebody who may not see all gets to see of two variables, counted from rows: the protected table if the study
 * shows one, else a table with everything hidden and the reason. Filters may only choose among the categories of the
 * two variables themselves; any other would make a new table to subtract from this one. What was printed is shown where
 * it is asked for, or where rows show nothing of the two.
 *
 * @throws `unknown variable|category …`, `no rows: …`, `no published table: …`
 */
export async function suppressedAnswer(
  edition: Edition,
  relation: Relation,
  viewer: Viewer,
): Promise<Crosstab | SuppressedAnswer> {
  const family = await getProtectedFamily(edition, relation.study)
  const { study, codebook } = family
  const [x, y] = [getVariable(codebook, relation.x), getVariable(codebook, relation.y)]
  const unit = innermost(family, x, y)
  const because = (code: Suppression['code']): Suppression => ({
    code,
    values: { threshold: thresholdOf(study, unit), unit },
  })
  const numbers = !x.categories || !y.categories
  const hide = (code: Suppression['code']) =>
    numbers ? hiddenPairs(because(code)) : hiddenCrosstab(x.categories!, y.categories!, because(code))
  if (viewer.sees === 'nothing') return hide('embargo')
  const inPrint = () => publishedCrosstab(edition, study, x, y, relation.where)
  const together = unitSource(study, [x, y])
  if (relation.source === 'published' || (!together && relation.source !== 'rows')) return inPrint()
  if (!together) throw new Error(`no rows: ${x.id} and ${y.id} of ${study.id} do not stand in rows together`)
  if ([x, y].some((variable) => isRepeated(study, variable))) return hide('rounds')
  if (numbers) return hide('rows')
  const chosen = chosenCategories(family, relation.where, x, y)
  const found = family.printed ? undefined : await findProtectedTable(edition, family, x.id, y.id)
  if (!found || !chosen) {
    const printed = relation.source === 'rows' ? undefined : await inPrint().catch(isNotPrinted)
    return printed ?? hide(family.printed ? 'printed' : found ? 'filter' : whyNotShown(family, x, y))
  }
  const { table, crossing } = found
  const [own, other] = await Promise.all([
    sideOf(edition, family, x, crossing.unit, chosen.x),
    sideOf(edition, family, y, crossing.unit, chosen.y),
  ])
  return suppressedCrosstab(crossing.x === x.id ? table : turned(table), own, other, because('small-counts'))
}

function isNotPrinted(problem: unknown): undefined {
  if (!(problem instanceof Error && problem.message.startsWith('no published table: '))) throw problem
}

function hiddenPairs(why: Suppression): SuppressedPairs {
  return { kind: 'pairs', suppressed: true, source: 'rows', points: [], n: null, missing: [], why }
}

/** A table that the study shows but nothing of which can be shown, or one that it does not show. */
function whyNotShown(
  { blocks }: ProtectedFamily,
  { id: x }: Variable,
  { id: y }: Variable,
): Suppression['code'] {
  const isListed = blocks.flat().some((one) => (one.x === x && one.y === y) || (one.x === y && one.y === x))
  return isListed ? 'too-few' : 'not-shown-together'
}

function innermost({ study }: ProtectedFamily, x: Variable, y: Variable): string {
  const depth = (id: string | undefined): number => {
    const unit = study.units.find((unit) => unit.id === id)
    return unit ? 1 + depth(unit.within) : 0
  }
  return depth(x.unit) >= depth(y.unit) ? x.unit : y.unit
}

/** The categories asked for of the two variables; nothing if anything else is asked for. */
function chosenCategories(
  { codebook }: ProtectedFamily,
  where: Filter[],
  x: Variable,
  y: Variable,
): { x?: string[]; y?: string[] } | undefined {
  const chosen: { x?: string[]; y?: string[] } = {}
  let others = false
  for (const { variable: id, values } of where) {
    const variable = getVariable(codebook, id)
    const isOther = variable !== x && variable !== y
    if (
      isOther ||
      values.some((value) => isReason(value) && !variable.categories?.some((c) => c.id === value))
    )
      others = true
    else {
      for (const value of values) checkCategory(variable, value)
      const side = variable === x ? 'x' : 'y'
      chosen[side] = chosen[side]?.filter((value) => values.includes(value)) ?? values
    }
  }
  return others ? undefined : chosen
}

async function sideOf(
  edition: Edition,
  { study }: ProtectedFamily,
  variable: Variable,
  unit: string,
  only: string[] | undefined,
): Promise<Side> {
  const { missing } = await placeCounts(edition, study, variable, unit)
  return { variable: variable.id, categories: variable.categories!, reasons: missing, ...(only && { only }) }
}

function turned(table: ProtectedTable): ProtectedTable {
  const columns = table.counts[0].map((_, j) => table.counts.map((line) => line[j]))
  return { ...table, counts: columns, rowTotals: table.columnTotals, columnTotals: table.rowTotals }
}
