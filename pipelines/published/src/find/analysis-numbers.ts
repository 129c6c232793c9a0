import { recodingOf, type Variable } from '@pejling/indicators'
import type { Facts } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { rangeRule } from '../rules/range-rule.ts'
import { sumRule } from '../rules/sum-rule.ts'
import { type CrossTable, countsOf, crossTableOf } from './cross-tables.ts'
import { type AnalysisN, numberCoded } from './numbers-coded.ts'
import { known, type UnitRows } from './unit-rows.ts'

/**
 * How many units an analysis of two variables can have used: the n of their cross table; the number of units with one
 * of them if no unit lacks the other; else what is left when the units that lack either are taken away, as exactly as
 * the printed tables tell who they are.
 */
export function rulesOfAnalysisNumbers(
  ns: AnalysisN[],
  tables: CrossTable[],
  rowsOf: (unit: string) => UnitRows | undefined,
  unitOf: (table: string) => string,
  facts: Facts,
): Rule[] {
  const alone = ns.flatMap((n): Rule[] => {
    const rows = rowsOf(unitOf(n.table))
    const crossed = crossTableOf(tables, n.x, n.y)
    const rules = crossed ? [sameAsTable(n, crossed)] : []
    if (!rows) return rules
    const limits = bounds(n, rows, tables, ns, facts)
    if (!limits) return rules
    const { low, high } = limits
    if (low === high) return [...rules, sameAsCount(n, low)]
    if (crossed) return rules
    return [...rules, rangeRule(n.table, n.address, n.key, { min: low, max: high }, 'n')]
  })
  return [...alone, ...alike(ns, tables, rowsOf, unitOf, facts)]
}

function sameAsTable(n: AnalysisN, crossed: CrossTable): Rule {
  return sumRule({
    name: 'n',
    table: n.table,
    address: n.address,
    terms: [...crossed.body.flat().map((key) => ({ key, sign: 1 as const })), { key: n.key, sign: -1 }],
    result: n.key,
    reason: { code: 'n-of-table', values: { table: crossed.cube.table.id } },
  })
}

function sameAsCount(n: AnalysisN, count: number): Rule {
  return sumRule({
    name: 'n',
    table: n.table,
    address: n.address,
    terms: [{ key: n.key, sign: -1 }],
    constant: count,
    result: n.key,
    reason: { code: 'n-of-units', values: { x: n.x.id, y: n.y.id, n: count } },
  })
}

/**
 * The smallest and largest number of units with both values. Split by a variable that no unit lacks and that is
 * crossed with y in print, the units that lack y are known group by group, which narrows both ends.
 */
function bounds(
  { x, y }: AnalysisN,
  rows: UnitRows,
  tables: CrossTable[],
  ns: AnalysisN[],
  facts: Facts,
): { low: number; high: number } | undefined {
  const withX = known(rows, x)
  const [codedX, codedY] = [x, y].map((variable) => numberCoded(variable, rows, tables, ns, facts))
  if (codedX === undefined || codedY === undefined) return undefined
  const splits = [
    { low: Math.max(0, codedX + codedY - rows.n), high: Math.min(codedX, codedY) },
    ...(withX ? tables.flatMap((table) => splitBy(table, y, codedY, rows, withX, facts)) : []),
  ]
  const low = Math.max(...splits.map((split) => split.low))
  const high = Math.min(...splits.map((split) => split.high))
  // Prints that contradict each other here are told about where they do; they bind nothing else.
  return low <= high ? { low, high } : splits[0]
}

function splitBy(
  table: CrossTable,
  y: Variable,
  codedY: number,
  rows: UnitRows,
  withX: boolean[],
  facts: Facts,
): { low: number; high: number }[] {
  const z = table.y.id === y.id ? table.x : table.x.id === y.id ? table.y : undefined
  const groups = z && rows.values(z)
  const counts = countsOf(table.body, (key) => facts.get(key)?.value)
  if (!z || !groups || !counts || sum(counts.flat()) !== codedY) return []
  const categories = z === table.x ? table.rows : table.columns
  let [low, high, units] = [0, 0, 0]
  for (const [i, category] of categories.entries()) {
    const gathers = recodingOf(z)?.recode[category]?.map(String) ?? [category]
    const inside = groups.map(({ text }) => gathers.includes(text))
    const [here, x] = [count(inside), count(inside.map((is, unit) => is && withX[unit]))]
    const coded = z === table.x ? sum(counts[i]) : sum(counts.map((line) => line[i]))
    if (coded > here) return []
    units += here
    low += Math.max(0, x + coded - here)
    high += Math.min(x, coded)
  }
  return units === rows.n ? [{ low, high }] : []
}

/**
 * Two analyses of the same units: those of one variable with two that no unit lacks, and those of two variables that
 * the same units have.
 */
function alike(
  ns: AnalysisN[],
  tables: CrossTable[],
  rowsOf: (unit: string) => UnitRows | undefined,
  unitOf: (table: string) => string,
  facts: Facts,
): Rule[] {
  return ns.flatMap((one, i) =>
    ns.slice(i + 1).flatMap((other) => {
      const rows = rowsOf(unitOf(one.table))
      if (!rows) return []
      const complete = (variable: Variable) => numberCoded(variable, rows, tables, ns, facts) === rows.n
      const sameX = one.x.id === other.x.id && complete(one.y) && complete(other.y)
      const sameY =
        one.y.id === other.y.id &&
        JSON.stringify(known(rows, one.x) ?? 1) === JSON.stringify(known(rows, other.x) ?? 2)
      if (!sameX && !sameY) return []
      return [
        sumRule({
          name: 'n',
          table: one.table,
          address: one.address,
          terms: [
            { key: one.key, sign: 1 },
            { key: other.key, sign: -1 },
          ],
          reason: { code: 'same-units', values: { one: one.address, other: other.address } },
        }),
      ]
    }),
  )
}

const count = (flags: boolean[]): number => flags.filter(Boolean).length
const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0)
