import type { ParsedStudy } from '@pejling/indicators'
import type { Facts } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { limitRule } from '../rules/limit-rule.ts'
import { sumRule, type Term } from '../rules/sum-rule.ts'
import type { Cube } from './table-cells.ts'

/**
 * One look at a population: the cells of a count whose categories split it. A dimension that does not add (before and
 * after, two scales) gives one view for each of its categories.
 */
type View = {
  table: string
  address: string
  measure: string
  slice: string
  /** Is it one of several looks at the same units, such as before and after? Then only their number is shared. */
  repeated: boolean
  cells: Place[]
}
/** `unplaced` names the coordinates this cell may have any value of. */
type Place = { key: string; at: Record<string, string>; unplaced: string[] }

/**
 * Tables that count the same units (`population` in tables.yaml) must agree: on how many there are, and on every
 * category they share, also where one lists institutions and the other their municipalities.
 */
export function rulesOfPopulations(parsed: ParsedStudy, cubes: Cube[], facts: Facts): Rule[] {
  const names = [...new Set(cubes.flatMap(({ table }) => table.population ?? []))]
  return names.flatMap((population) => {
    const views = cubes
      .filter(({ table }) => table.population === population)
      .flatMap((cube) => viewsOf(parsed, cube))
    const measures = [...new Set(views.map(({ measure }) => measure))]
    return measures.flatMap((measure) => {
      const same = views.filter((view) => view.measure === measure)
      const size = parsed.study?.design.sizes[population]
      const shared = same.flatMap((one, i) => same.slice(i + 1).flatMap((other) => sharedMargins(one, other)))
      return [...sameTotals(same, size, facts), ...shared]
    })
  })
}

function viewsOf(parsed: ParsedStudy, cube: Cube): View[] {
  const { id, dimensions, measures, slice = {} } = cube.table
  const apart = dimensions.filter(({ adds }) => !adds).map(({ variable }) => variable)
  return measures
    .filter(({ kind }) => kind === 'count')
    .flatMap((measure) => {
      const views = new Map<string, View>()
      for (const place of cube.places()) {
        const key = cube.at(place, measure.id)
        if (key === undefined) return []
        const of = apart.map((variable) => place[variable])
        const name = of.join('/')
        const view = views.get(name) ?? {
          table: id,
          address: [...of, 'n'].join('/'),
          measure: measure.id,
          slice: JSON.stringify(slice),
          repeated: apart.length > 0,
          cells: [],
        }
        views.set(name, view)
        view.cells.push(coordinates(parsed, cube, key, { ...place, ...slice }))
      }
      return [...views.values()]
    })
}

/** A category that is a unit brings the outer unit it lies in along: an institution its municipality. */
function coordinates(parsed: ParsedStudy, cube: Cube, key: string, place: Record<string, string>): Place {
  const at: Record<string, string> = {}
  const unplaced: string[] = []
  for (const [variable, category] of Object.entries(place)) {
    const dimension = cube.table.dimensions.find((known) => known.variable === variable)
    if (dimension && !dimension.adds) continue
    at[variable] = category
    const unit = parsed.study?.units.find((unit) => unit.key === variable)
    const outer = parsed.study?.units.find(({ id }) => id === unit?.within)
    if (!unit || !outer) continue
    const row = parsed.unitFiles
      .find((file) => file.unit === unit.id)
      ?.rows.find(({ values }) => values[unit.key] === category)
    if (row) at[outer.key] = row.values[outer.key]
    else unplaced.push(outer.key)
  }
  return { key, at, unplaced }
}

/** How many units there are in all: what most views say, or the study's own size. */
function sameTotals(views: View[], size: number | undefined, facts: Facts): Rule[] {
  return [...new Set(views.map(({ slice }) => slice))].flatMap((slice) => {
    const alike = views.filter((view) => view.slice === slice)
    const whole = slice === '{}' ? size : undefined
    const votes = new Map<number, number>(whole === undefined ? [] : [[whole, 1]])
    for (const { cells } of alike) {
      const n = cells.reduce((sum, { key }) => sum + (facts.get(key)?.value ?? NaN), 0)
      if (!Number.isNaN(n)) votes.set(n, (votes.get(n) ?? 0) + 1)
    }
    const [first, second] = [...votes].sort((a, b) => b[1] - a[1])
    if (!first || first[1] < 2 || first[1] === second?.[1]) return pairwise(alike)
    return alike.map(({ table, address, cells }) =>
      sumRule({
        name: 'population',
        table,
        address,
        terms: cells.map(({ key }) => plus(key)),
        constant: -first[0],
        reason: { code: 'population', values: { n: first[0] } },
      }),
    )
  })
}

function pairwise(views: View[]): Rule[] {
  return views.flatMap((one, i) =>
    views.slice(i + 1).map((other) => equal(one, other, one.cells, other.cells, 'n')),
  )
}

/** The categories two views share, along all coordinates both have. */
function sharedMargins(one: View, other: View): Rule[] {
  if (one.repeated || other.repeated || one.table === other.table) return []
  const shared = namesOf(one).filter((name) => namesOf(other).includes(name))
  const vague = shared.filter((name) =>
    [...one.cells, ...other.cells].some(({ unplaced }) => unplaced.includes(name)),
  )
  const firm = shared.filter((name) => !vague.includes(name))
  const rules = firm.length > 0 ? combinations(one, other, firm).map((at) => equalAt(one, other, at)) : []
  if (vague.length === 0) return rules
  const limits = combinations(one, other, shared).flatMap((at) => [
    limitAt(one, other, at),
    limitAt(other, one, at),
  ])
  return [...rules, ...limits]
}

function namesOf({ cells }: View): string[] {
  return [...new Set(cells.flatMap(({ at, unplaced }) => [...Object.keys(at), ...unplaced]))]
}

function combinations(one: View, other: View, names: string[]): Record<string, string>[] {
  const of = (view: View) =>
    new Set(
      view.cells
        .filter(({ at }) => names.every((name) => at[name] !== undefined))
        .map(({ at }) => JSON.stringify(names.map((name) => at[name]))),
    )
  const also = of(other)
  return [...of(one)]
    .filter((combination) => also.has(combination))
    .map((combination) => {
      const ids = JSON.parse(combination) as string[]
      return Object.fromEntries(names.map((name, i) => [name, ids[i]]))
    })
}

const within = (at: Record<string, string>) => (cell: Place) =>
  Object.entries(at).every(([name, id]) => cell.at[name] === id)
const perhapsWithin = (at: Record<string, string>) => (cell: Place) =>
  Object.entries(at).every(([name, id]) => cell.at[name] === id || cell.unplaced.includes(name))

function equalAt(one: View, other: View, at: Record<string, string>): Rule {
  return equal(
    one,
    other,
    one.cells.filter(within(at)),
    other.cells.filter(within(at)),
    Object.values(at).join('/'),
  )
}

function equal(one: View, other: View, ours: Place[], theirs: Place[], address: string): Rule {
  return sumRule({
    name: 'same-margin',
    table: one.table,
    address,
    terms: [...ours.map(({ key }) => plus(key)), ...theirs.map(({ key }) => minus(key))],
    reason: { code: 'same-margin', values: { category: address, tables: `${one.table}, ${other.table}` } },
  })
}

/** What certainly belongs to a category in one view is no more than what may belong to it in the other. */
function limitAt(one: View, other: View, at: Record<string, string>): Rule {
  return limitRule({
    name: 'same-margin',
    table: one.table,
    address: Object.values(at).join('/'),
    lower: one.cells.filter(within(at)).map(({ key }) => plus(key)),
    upper: other.cells.filter(perhapsWithin(at)).map(({ key }) => plus(key)),
  })
}

const plus = (key: string): Term => ({ key, sign: 1 })
const minus = (key: string): Term => ({ key, sign: -1 })
