import type { Facts } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { limitRule } from '../rules/limit-rule.ts'
import { sumRule, type Term } from '../rules/sum-rule.ts'
import type { CrossTable } from './cross-tables.ts'
import { type AnalysisN, numberCoded } from './numbers-coded.ts'
import { countIn, known, type UnitRows } from './unit-rows.ts'

/**
 * What two prints of the same units must share. A variable that no unit lacks leaves the other variable's margin as it
 * is, so that margin is the same in every table with such a variable; and where no unit is left out at all a margin is
 * the number of units in the unit tables.
 */
export function rulesBetweenTables(
  tables: CrossTable[],
  ns: AnalysisN[],
  rowsOf: (unit: string) => UnitRows | undefined,
  facts: Facts,
): Rule[] {
  return [...margins(tables, ns, rowsOf, facts), ...sameMargins(tables, rowsOf)]
}

const plus = (key: string): Term => ({ key, sign: 1 })
const minus = (key: string): Term => ({ key, sign: -1 })

function margins(
  tables: CrossTable[],
  ns: AnalysisN[],
  rowsOf: (unit: string) => UnitRows | undefined,
  facts: Facts,
): Rule[] {
  return bothWays(tables).flatMap((table) => {
    const rows = rowsOf(table.cube.table.unit)
    const here = known(rows, table.x)
    if (!rows || !here) return []
    const coded = numberCoded(table.y, rows, tables, ns, facts)
    const complete = here.every(Boolean)
    const rules: Rule[] = []
    if (complete && coded !== undefined)
      rules.push(
        sumRule({
          name: 'n',
          table: table.cube.table.id,
          address: `n`,
          terms: table.body.flat().map(plus),
          constant: -coded,
          reason: { code: 'n-elsewhere', values: { variable: table.y.id, n: coded } },
        }),
      )
    for (const [i, category] of table.rows.entries()) {
      const units = countIn(rows, table.x, category)
      if (!units) continue
      const printed = table.body[i].map(minus)
      const address = `${table.x.id}=${category}`
      if (coded === rows.n)
        rules.push(
          sumRule({
            name: 'unit-margin',
            table: table.cube.table.id,
            address,
            terms: [...units.terms, ...printed],
            constant: units.constant,
            checks: table.body[i],
            reason: { code: 'unit-margin', values: { category: address } },
          }),
        )
      else
        rules.push(
          limitRule({
            name: 'unit-margin',
            table: table.cube.table.id,
            address,
            lower: table.body[i].map(plus),
            upper: units.terms,
            slack: units.constant,
          }),
        )
    }
    return rules
  })
}

/** The margin of y in two tables whose other variables no unit lacks. */
function sameMargins(tables: CrossTable[], rowsOf: (unit: string) => UnitRows | undefined): Rule[] {
  const complete = bothWays(tables).filter((table) =>
    known(rowsOf(table.cube.table.unit), table.x)?.every(Boolean),
  )
  return complete.flatMap((one, i) =>
    complete.slice(i + 1).flatMap((other) => {
      if (one.cube === other.cube || !samePlace(one, other)) return []
      return one.columns.map((category, j) => {
        const k = other.columns.indexOf(category)
        return sumRule({
          name: 'same-margin',
          table: one.cube.table.id,
          address: `${one.y.id}=${category}`,
          terms: [...one.body.map((line) => plus(line[j])), ...other.body.map((line) => minus(line[k]))],
          reason: {
            code: 'same-margin',
            values: { category, tables: `${one.cube.table.id}, ${other.cube.table.id}` },
          },
        })
      })
    }),
  )
}

function samePlace(one: CrossTable, other: CrossTable): boolean {
  return (
    one.y.id === other.y.id &&
    one.cube.table.unit === other.cube.table.unit &&
    one.columns.length === other.columns.length &&
    one.columns.every((category) => other.columns.includes(category))
  )
}

function bothWays(tables: CrossTable[]): CrossTable[] {
  return tables.flatMap((table) => [
    table,
    {
      ...table,
      x: table.y,
      y: table.x,
      rows: table.columns,
      columns: table.rows,
      body: table.columns.map((_, j) => table.body.map((line) => line[j])),
    },
  ])
}
