import type { Measure } from '@pejling/indicators'
import type { Facts } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { limitRule } from '../rules/limit-rule.ts'
import { percentRule } from '../rules/percent-rule.ts'
import { quotientRule } from '../rules/quotient-rule.ts'
import { rangeRule } from '../rules/range-rule.ts'
import { sumRule, type Term } from '../rules/sum-rule.ts'
import { addressOf, type Cube, placesWithTotals } from './table-cells.ts'

/** What must be true inside one table: totals, subtotals, percentages of their base, quotients, sums of measures. */
export function rulesWithinTable(cube: Cube, facts: Facts): Rule[] {
  return cube.table.measures.flatMap((measure) => {
    switch (measure.kind) {
      case 'count':
        return [...totals(cube, measure), ...subtotals(cube, measure), ...partOf(cube, measure)]
      case 'percent':
        return percentages(cube, measure, facts)
      case 'quotient':
        return quotients(cube, measure, facts)
      case 'sum':
        return sums(cube, measure, facts)
      case 'value':
        return between(cube, measure)
      default:
        return []
    }
  })
}

const plus = (key: string): Term => ({ key, sign: 1 })
const minus = (key: string): Term => ({ key, sign: -1 })

/** Along every dimension that adds, what stands under its categories sums to what stands under its total. */
function totals(cube: Cube, { id }: Measure): Rule[] {
  const adding = cube.table.dimensions.filter(({ adds }) => adds)
  return adding.flatMap(({ variable }) =>
    placesWithTotals(cube).flatMap((place) => {
      const total = place[variable] === 'total' ? cube.at(place, id) : undefined
      if (total === undefined) return []
      const parts = cube
        .categories(variable)
        .map((category) => cube.at({ ...place, [variable]: category }, id))
      if (!parts.every((key) => key !== undefined)) return []
      return [
        sumRule({
          name: 'sum',
          table: cube.table.id,
          address: addressOf(cube, place, id),
          terms: [...parts.map(plus), minus(total)],
          result: total,
        }),
      ]
    }),
  )
}

function subtotals(cube: Cube, { id }: Measure): Rule[] {
  return cube.table.dimensions.flatMap(({ variable, categories }) =>
    categories.flatMap(({ id: category, sumOf }) =>
      sumOf === undefined
        ? []
        : placesWithTotals(cube)
            .filter((place) => place[variable] === category)
            .flatMap((place) => {
              const total = cube.at(place, id)
              const parts = sumOf.map((part) => cube.at({ ...place, [variable]: part }, id))
              if (total === undefined || !parts.every((key) => key !== undefined)) return []
              return [
                sumRule({
                  name: 'sum',
                  table: cube.table.id,
                  address: addressOf(cube, place, id),
                  terms: [...parts.map(plus), minus(total)],
                  result: total,
                }),
              ]
            }),
    ),
  )
}

function partOf(cube: Cube, measure: Measure): Rule[] {
  const whole = measure.kind === 'count' ? measure.partOf : undefined
  if (whole === undefined) return []
  return placesWithTotals(cube).flatMap((place) => {
    const [part, all] = [cube.at(place, measure.id), cube.at(place, whole)]
    if (part === undefined || all === undefined) return []
    const address = addressOf(cube, place, measure.id)
    return [
      limitRule({ name: 'part-of', table: cube.table.id, address, lower: [plus(part)], upper: [plus(all)] }),
    ]
  })
}

/** The base is the printed total over the dimensions in `over`, or the sum of its categories if none is printed. */
function percentages(cube: Cube, measure: Measure, facts: Facts): Rule[] {
  if (measure.kind !== 'percent') return []
  return placesWithTotals(cube).flatMap((place) => {
    const percent = cube.at(place, measure.id)
    const part = cube.at(place, measure.of)
    if (percent === undefined || part === undefined) return []
    const overAll = Object.fromEntries(measure.over.map((dimension) => [dimension, 'total']))
    const total = cube.at({ ...place, ...overAll }, measure.of)
    const base =
      total === undefined
        ? measure.over.reduce<Record<string, string>[]>(
            (places, dimension) =>
              places.flatMap((one) => cube.categories(dimension).map((id) => ({ ...one, [dimension]: id }))),
            [{ ...place }],
          )
        : undefined
    const keys = base ? base.map((one) => cube.at(one, measure.of)) : [total]
    if (!keys.every((key) => key !== undefined)) return []
    const { halfUnit } = facts.get(percent)!
    const address = addressOf(cube, place, measure.id)
    return [
      rangeRule(cube.table.id, address, percent, { min: 0, max: 100 }),
      percentRule({ table: cube.table.id, address, percent, halfUnit, part: [part], base: keys }),
    ]
  })
}

function quotients(cube: Cube, measure: Measure, facts: Facts): Rule[] {
  if (measure.kind !== 'quotient') return []
  return placesWithTotals(cube).flatMap((place) => {
    const keys = [measure.id, measure.numerator, measure.denominator].map((id) => cube.at(place, id))
    if (!keys.every((key) => key !== undefined)) return []
    const [quotient, numerator, denominator] = keys.map((key) => {
      const { halfUnit, kind } = facts.get(key)!
      return { key, halfUnit, mark: kind === 'mark' }
    })
    const address = addressOf(cube, place, measure.id)
    return [quotientRule({ table: cube.table.id, address, quotient, numerator, denominator })]
  })
}

function sums(cube: Cube, measure: Measure, facts: Facts): Rule[] {
  if (measure.kind !== 'sum') return []
  return placesWithTotals(cube).flatMap((place) => {
    const total = cube.at(place, measure.id)
    const parts = measure.of.map((id) => cube.at(place, id))
    if (total === undefined || !parts.every((key) => key !== undefined)) return []
    // Whole numbers are taken as counted or scored; numbers with decimals were each rounded before they were printed.
    const rounded = [...parts, total].map((key) => facts.get(key)!.halfUnit).filter((half) => half < 0.5)
    return [
      sumRule({
        name: 'sum',
        table: cube.table.id,
        address: addressOf(cube, place, measure.id),
        terms: [...parts.map(plus), minus(total)],
        result: total,
        tolerance: rounded.reduce((sum, half) => sum + half, 0),
      }),
    ]
  })
}

function between(cube: Cube, measure: Measure): Rule[] {
  if (measure.kind !== 'value' || !measure.between) return []
  const [low, high] = measure.between
  return placesWithTotals(cube).flatMap((place) => {
    const [value, bottom, top] = [measure.id, low, high].map((id) => cube.at(place, id))
    if (value === undefined || bottom === undefined || top === undefined) return []
    const limit = (lower: string, upper: string, name: string) =>
      limitRule({
        name: 'between',
        table: cube.table.id,
        address: addressOf(cube, place, name),
        lower: [plus(lower)],
        upper: [plus(upper)],
      })
    return [limit(bottom, value, `${low} ≤ ${measure.id}`), limit(value, top, `${measure.id} ≤ ${high}`)]
  })
}
