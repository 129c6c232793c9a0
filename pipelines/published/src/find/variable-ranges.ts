import type { ParsedStudy } from '@pejling/indicators'
import { factKey, type Facts } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { rangeRule } from '../rules/range-rule.ts'

/** A number in a unit's printed table lies in its variable's range, or is one of its categories. */
export function rulesOfRanges({ variables, cells, tables }: ParsedStudy, facts: Facts): Rule[] {
  const unitTables = new Map(
    tables.filter(({ rows }) => rows !== undefined).map((table) => [table.id, table]),
  )
  return cells.flatMap((cell) => {
    const table = unitTables.get(cell.table)
    const place = table?.dimensions.map(({ variable }) => cell.at[variable])
    // In a table of units crossed with categories the column is the variable a category stands for.
    const column =
      table?.dimensions[1]?.categories.find(({ id }) => id === place?.[1])?.variable ?? cell.measure
    const variable = variables.find(({ id }) => id === column)
    if (!table || !place || !variable) return []
    const address = [...place, cell.measure].join('/')
    const key = factKey(table.id, address)
    const among = variable.categories?.map(({ id }) => Number(id)).filter((id) => !Number.isNaN(id))
    if (!facts.has(key) || (!among?.length && !variable.range)) return []
    const allowed = among?.length ? { among } : variable.range!
    return [rangeRule(table.id, address, key, allowed)]
  })
}
