import type { Claim, Expression, ParsedStudy } from '@pejling/indicators'
import { factKey, type Fact, type Facts, textTable } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { limitRule } from '../rules/limit-rule.ts'
import { rangeOfRule } from '../rules/range-of-rule.ts'
import { percentRule } from '../rules/percent-rule.ts'
import { sumRule, type Term } from '../rules/sum-rule.ts'
import { shareRule } from '../rules/share-rule.ts'
import type { Cube } from './table-cells.ts'
import { countHaving, countIn, type UnitRows } from './unit-rows.ts'

type Sum = { terms: Term[]; constant: number }

/** Figures in running text, held against the cells, units and other figures they should follow from. */
export function rulesOfClaims(
  { claims, study, unitFiles, variables }: ParsedStudy,
  cubes: Cube[],
  rowsOf: (unit: string) => UnitRows | undefined,
  facts: Facts,
): Rule[] {
  return claims.flatMap((claim) => {
    const printed = facts.get(factKey(textTable, claim.id))!
    const part = facts.get(factKey(textTable, `${claim.id}/numerator`))
    const whole = facts.get(factKey(textTable, `${claim.id}/denominator`))
    return [
      ...whatItIs(claim, printed),
      ...limits(claim, printed),
      ...partsOf(claim, part, whole),
      ...shareOf(claim, printed, part, whole),
      ...ends(claim, printed),
    ]
  })

  function whatItIs(claim: Claim, printed: Fact): Rule[] {
    const { is } = claim
    if (!is || printed.kind !== 'number') return []
    if ('share' in is) {
      const [part, whole] = is.share.map(sumOf)
      return part && whole
        ? [
            shareRule({
              table: textTable,
              address: claim.id,
              percent: printed.key,
              halfUnit: printed.halfUnit,
              part,
              whole,
            }),
          ]
        : []
    }
    return equal('claim', claim.id, printed, is, roundingInText(printed))
  }

  function equal(name: string, address: string, printed: Fact, is: Expression, tolerance = 0): Rule[] {
    const sum = sumOf(is)
    if (!sum) return []
    // A difference only tells about the figure; a sum tells about everything in it.
    const adds = sum.terms.every(({ sign, counts }) => sign > 0 && !counts)
    return [
      sumRule({
        name,
        table: textTable,
        address,
        terms: [...sum.terms, { key: printed.key, sign: -1 }],
        constant: sum.constant,
        result: printed.key,
        tolerance,
        checks: adds ? undefined : [printed.key],
        reason: { code: 'claim', values: { from: inWords(is) } },
      }),
    ]
  }

  function limits(claim: Claim, printed: Fact): Rule[] {
    const most = claim.atMost && sumOf(claim.atMost)
    if (!most || printed.kind !== 'number') return []
    return [
      limitRule({
        name: 'claim',
        table: textTable,
        address: claim.id,
        lower: [{ key: printed.key, sign: 1 }],
        upper: most.terms,
        slack: most.constant,
        result: printed.key,
      }),
    ]
  }

  function partsOf(claim: Claim, part: Fact | undefined, whole: Fact | undefined): Rule[] {
    return [
      ...(claim.parts && part ? equal('claim', part.cell, part, claim.parts) : []),
      ...(claim.outOf && whole ? equal('claim', whole.cell, whole, claim.outOf) : []),
    ]
  }

  function shareOf(claim: Claim, printed: Fact, part: Fact | undefined, whole: Fact | undefined): Rule[] {
    if (claim.measure !== 'percent' || printed.kind !== 'number' || !part || !whole) return []
    const { key: percent, halfUnit } = printed
    return [
      percentRule({
        table: textTable,
        address: claim.id,
        percent,
        halfUnit,
        part: [part.key],
        base: [whole.key],
      }),
    ]
  }

  function ends(claim: Claim, printed: Fact): Rule[] {
    const [low, high] = claim.range ?? []
    const [, from, to] = /^([\d.,]+)\s*[-–]\s*([\d.,]+)$/.exec(printed.printed) ?? []
    const [first, last] = [from, to].map((text) => Number(text?.replace(',', '.')))
    if (!low || !high || !('lowest' in low) || !('highest' in high)) return []
    const variable = variables.find(({ id }) => id === low.of)
    const keys =
      variable &&
      rowsOf(low.lowest)
        ?.values(variable)
        ?.flatMap(({ key }) => key ?? [])
    return keys?.length ? [rangeOfRule(textTable, claim.id, printed.key, [first, last], keys)] : []
  }

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

/** A round figure in running text may stand for one nearby: 13000 for anything from 12500 to 13500. */
function roundingInText({ value, halfUnit }: Fact): number {
  if (!value || halfUnit < 0.5) return halfUnit < 0.5 ? halfUnit : 0
  const zeros = /0*$/.exec(String(Math.abs(value)))![0].length
  return zeros >= 2 ? 10 ** zeros / 2 : 0
}

/** An expression as a reader may write it: `3.1/total/experience/count`. */
function inWords(expression: Expression): string {
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
