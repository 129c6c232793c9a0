import {
  type Codebook,
  didYouMean,
  type Filter,
  isCollected,
  type MissingReason,
  missingReasons,
  roundVariable,
  type Study,
  type Unit,
  type Variable,
} from '@pejling/indicators'
import { identifier } from './identifier.ts'
import {
  ancestors,
  categoryType,
  isCategorical,
  isNumber,
  isRound,
  missingColumn,
  studySchema,
} from './unit-table.ts'
import { getVariable } from './study-queries.ts'

/** Where the values of some variables stand together: one row per unit, tables of outer units joined on. */
export type UnitSource = {
  unit: Unit
  /** SQL after FROM. */
  from: string
  /** A variable's column as SQL. */
  column: (variable: Variable) => string
  missing: (variable: Variable) => string
  /** SQL after ORDER BY: as the rows stand in their files, round after round. */
  order: string
}

/** SQL after WHERE with the values it binds. */
export type Condition = { sql: string; parameters: Record<string, string | number> }

/** Does the variable have rows, so that it can be counted anew? */
export function hasRows(study: Study, variable: Variable): boolean {
  return !variable.leftOut && study.units.some((unit) => unit.id === variable.unit && isCollected(unit))
}

/**
 * The rows in which all variables stand, at the innermost of their units; missing if they do not lie on one line of
 * nesting, such as staff and children of the same institution. A row of a round is joined to outer rows of that round.
 */
export function unitSource(study: Study, variables: Variable[]): UnitSource | undefined {
  if (!variables.every((variable) => hasRows(study, variable))) return undefined
  const lineOf = (unit: Unit) => [unit, ...ancestors(study, unit)]
  const own = variables.filter((variable) => !isRound(study, variable))
  const units = (own.length > 0 ? own : variables).map((variable) =>
    study.units.find(({ id }) => id === variable.unit)!,
  )
  const inner = units.find((unit) => units.every((other) => lineOf(unit).includes(other)))
  if (!inner) return undefined
  const needed = lineOf(inner).filter((_, depth, line) =>
    units.some((other) => line.slice(depth).includes(other)),
  )
  // The round is that of the innermost unit; of a unit without rounds no round can be asked.
  if (own.length < variables.length && !inner.rounds) return undefined
  const from = needed
    .map((unit, depth) => {
      const table = `${identifier(studySchema(study.id), unit.id)} AS ${identifier(unit.id)}`
      if (depth === 0) return table
      const within = needed[depth - 1]
      const same = (column: string) => `${identifier(within.id, column)} = ${identifier(unit.id, column)}`
      const sameRound = unit.rounds ? ` AND ${same(roundVariable)}` : ''
      return `JOIN ${table} ON ${same(unit.key)}${sameRound}`
    })
    .join(' ')
  const unitOf = (variable: Variable) => (isRound(study, variable) ? inner.id : variable.unit)
  return {
    unit: inner,
    from,
    order: `${inner.rounds ? `${identifier(inner.id, roundVariable)}, ` : ''}${identifier(inner.id, 'line')}`,
    column: (variable) => identifier(unitOf(variable), variable.id),
    missing: (variable) => identifier(unitOf(variable), missingColumn(variable.id)),
  }
}

/**
 * Filters as a condition. A value is a category, a missing reason, a number or a range `10..20` (either end may be
 * left open). Category columns are compared as ENUMs: a cast to text would cost nine tenths of the speed.
 *
 * @throws `unknown category of screening: yess (did you mean yes?)`, `load_degree: expected a number or a range a..b, found x`
 */
export function condition(
  study: Study,
  codebook: Codebook,
  where: Filter[],
  column: (variable: Variable) => string,
  missing: (variable: Variable) => string,
): Condition {
  const parameters: Condition['parameters'] = {}
  const bind = (value: string | number) => {
    const name = `v${Object.keys(parameters).length}`
    parameters[name] = value
    return `$${name}`
  }
  const terms = where.map(({ variable: id, values }) => {
    const variable = getVariable(codebook, id)
    const alternatives = values.map((value) => {
      if (isReason(value) && !variable.categories?.some(({ id }) => id === value))
        return `${missing(variable)} = ${bind(value)}::missing_reason`
      if (isNumber(variable)) return within(variable, column(variable), value, bind)
      checkCategory(variable, value)
      const type = isCategorical(variable) ? categoryType(study.id, variable) : 'VARCHAR'
      return `${column(variable)} = ${bind(value)}::${type}`
    })
    return `(${alternatives.join(' OR ')})`
  })
  return { sql: terms.length ? terms.join(' AND ') : 'true', parameters }
}

function within(variable: Variable, column: string, value: string, bind: (value: number) => string): string {
  const [, low, high] = /^(-?[\d.]*?)\.\.(-?[\d.]*)$/.exec(value) ?? [undefined, value, value]
  const ends = [low, high].map((end) => (end === '' ? undefined : Number(end)))
  if (value.trim() === '' || ends.some((end) => end !== undefined && Number.isNaN(end)))
    throw new Error(`${variable.id}: expected a number or a range a..b, found ${value}`)
  const terms = [
    ends[0] === undefined ? [] : [`${column} >= ${bind(ends[0])}`],
    ends[1] === undefined ? [] : [`${column} <= ${bind(ends[1])}`],
  ].flat()
  return terms.length ? `(${terms.join(' AND ')})` : `${column} IS NOT NULL`
}

export function checkCategory({ id, categories }: Variable, value: string): void {
  if (!categories || categories.some((category) => category.id === value)) return
  const known = categories.map(({ id }) => id)
  throw new Error(`unknown category of ${id}: ${value}${didYouMean(value, known)}`)
}

export function isReason(value: string): value is MissingReason {
  return Object.hasOwn(missingReasons, value)
}
