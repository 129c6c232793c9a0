import type { Expression, ParsedStudy } from '@pejling/indicators'
import { factKey, textTable } from '../fact.ts'
import type { Term } from '../rules/sum-rule.ts'
import type { Cube } from './table-cells.ts'
import { countHaving, countIn, type UnitRows } from './unit-rows.ts'

/** Printed numbers and a constant to be added. */
export type Sum = { terms: Term[]; constant: number }

/** Turns what a claim should follow from into the numbers that must be added; missing if one of them is not there. */
export function expressionSums(
  { study, unitFiles, variables }: ParsedStudy,
  cubes: Cube[],
  rowsOf: (unit: string) => UnitRows | undefined,
): (expression: Expression) => Sum | undefined {
  return sumOf

  function sumOf(expression: Expression): Sum | undefined {
    if ('cell' in expression) return cellsAt(expression.cell)
    if ('claim' in expression)
      return { terms: [{ key: factKey(textTable, expression.claim), sign: 1 }], constant: 0 }
    if ('size' in expression) return constant(study?.design.sizes[expression.size])
    if ('count' in expression) return unitsIn(expression)
    if ('sum' in expression) return added(expression.sum.map(sumOf))
    if ('difference' in expression) {
      const [all, less] = expression.difference.map(sumOf)
      return added([all, less && negative(less)])
    }
    return undefined
  }

  function cellsAt(address: string): Sum | undefined {
    const [tableId, ...place] = address.split('/')
    const cube = cubes.find(({ table }) => table.id === tableId)
    const measure = place.pop()!
    if (!cube) return undefined
    const fixed = Object.fromEntries(
      cube.table.dimensions.flatMap(({ variable }, i) => (place[i] === '*' ? [] : [[variable, place[i]]])),
    )
    const keys = cube.places(fixed).map((at) => cube.at(at, measure))
    if (!keys.every((key) => key !== undefined)) return undefined
    return { terms: keys.map((key) => ({ key, sign: 1 })), constant: 0 }
  }

  function unitsIn({ count, where, having }: Extract<Expression, { count: string }>): Sum | undefined {
    const file = unitFiles.find(({ unit }) => unit === count)
    if (!file) return constant(study?.design.sizes[count])
    const rows = rowsOf(count)
    if (having) {
      const variable = variables.find(({ id }) => id === having.variable)
      return variable && rows && countHaving(rows, variable, having)
    }
    const [condition, ...more] = Object.entries(where ?? {})
    if (!condition) return constant(file.rows.length)
    const [name, categories] = condition
    const variable = variables.find(({ id }) => id === name)
    if (!variable || !rows || more.length > 0) return undefined
    return added(categories.map((category) => inCategory(rows, variable, category)))
  }

  function inCategory(rows: UnitRows, variable: Parameters<typeof countIn>[1], category: string) {
    return countIn(rows, variable, category)
  }
}

const constant = (value: number | undefined): Sum | undefined =>
  value === undefined ? undefined : { terms: [], constant: value }

function added(sums: (Sum | undefined)[]): Sum | undefined {
  if (!sums.every((sum) => sum !== undefined)) return undefined
  return {
    terms: sums.flatMap(({ terms }) => terms),
    constant: sums.reduce((total, sum) => total + sum.constant, 0),
  }
}

function negative({ terms, constant }: Sum): Sum {
  return { terms: terms.map((term) => ({ ...term, sign: term.sign === 1 ? -1 : 1 })), constant: -constant }
}

/** An expression as a reader may write it: `3.1/total/experience/count`. */
export function inWords(expression: Expression): string {
  if ('cell' in expression) return expression.cell
  if ('claim' in expression) return expression.claim
  if ('size' in expression) return expression.size
  if ('count' in expression) {
    const where = Object.entries(expression.where ?? {}).map(([name, ids]) => `${name}=${ids.join('|')}`)
    const { variable, above, below } = expression.having ?? { variable: '' }
    const having =
      above !== undefined ? [`${variable}>${above}`] : below !== undefined ? [`${variable}<${below}`] : []
    return [expression.count, ...where, ...having].join(' ')
  }
  if ('lowest' in expression) return `min ${expression.of}`
  if ('highest' in expression) return `max ${expression.of}`
  if ('sum' in expression) return expression.sum.map(inWords).join(' + ')
  if ('difference' in expression) return expression.difference.map(inWords).join(' − ')
  return expression.share.map(inWords).join(' / ')
}
