import {
  type Codebook,
  type Derivation,
  type DeriveStep,
  inputsOf,
  type Instrument,
  type Round,
  type Study,
  type Unit,
  type Variable,
} from '@pejling/indicators'
import { ancestors, identifier, missingColumn } from '@pejling/warehouse'
import { earlierRounds } from './earlier-rounds.ts'
import { aggregate } from './kinds/aggregate.ts'
import { band } from './kinds/band.ts'
import { change } from './kinds/change.ts'
import { ratio } from './kinds/ratio.ts'
import { recode } from './kinds/recode.ts'
import { score } from './kinds/score.ts'
import { madeBySql, type SqlResult } from './kinds/sql.ts'
import { weightedRows, weightedSum } from './kinds/weighted-count.ts'
import { type Made, sameRound, valueOf } from './made.ts'
import { rowsOf, type UnitRows } from './unit-rows.ts'

export type DeriveContext = {
  study: Study
  codebook: Codebook
  /** In period order. */
  rounds: Round[]
  instruments: Instrument[]
  step: DeriveStep
  files: UnitRows[]
}

/**
 * The rows of a step's unit with its derived variables added one after the other, as one query: what is made first can
 * be used by what comes later. `made` holds what `.sql` files gave, by file.
 */
export function derivedRows(context: DeriveContext, made: Record<string, SqlResult>): string {
  const unit = unitOf(context, context.step.unit)
  return context.step.variables.reduce(
    (rows, id, index) => {
      const variable = variableOf(context, id)
      const { value, missing, join = '' } = madeBy(context, unit, variable, rows, `j${index}`, made)
      return `SELECT r.*, ${value} AS ${identifier(id)}, ${missing} AS ${identifier(missingColumn(id))}
      FROM (${rows}) r ${join}`
    },
    withOuterInputs(context, unit),
  )
}

/** The rows of a unit with the step's inputs of that unit only. */
export function inputRows(context: DeriveContext, unit: Unit): string {
  const { study, codebook, step, files } = context
  const names = step.inputs.find((input) => input.unit === unit.id)?.variables ?? []
  return rowsOf(
    study,
    codebook,
    unit,
    names.map((name) => variableOf(context, name)),
    files,
  )
}

function madeBy(
  context: DeriveContext,
  unit: Unit,
  variable: Variable,
  rows: string,
  alias: string,
  made: Record<string, SqlResult>,
): Made {
  const derived: Derivation = variable.derived!
  const find = (id: string) => variableOf(context, id)
  const rowsInside = (id: string) => inputRows(context, unitOf(context, id))
  if ('recode' in derived) return recode(derived, find(derived.from))
  switch (derived.kind) {
    case 'band':
      return band(derived, variable)
    case 'score':
      return score(derived, find)
    case 'ratio':
      return ratio(derived)
    case 'change':
      return change(derived, unit, rows, earlierRounds(context, unit, derived), alias)
    case 'weighted_count':
      return derived.by === undefined
        ? weightedSum(derived)
        : asked(context, find(derived.by).unit, () =>
            weightedRows(derived, unit, rowsInside(find(derived.by!).unit), alias),
          )
    case 'aggregate':
      return asked(context, derived.of, () => aggregate(derived, unit, rowsInside(derived.of), alias))
    case 'sql':
      return madeBySql(
        made[derived.file],
        unit,
        variable,
        derived.inputs.filter((id) => find(id).unit === unit.id),
        alias,
      )
    case 'coded':
      throw new Error(`${variable.id}: expected a variable derive steps make, found one of coded interviews`)
  }
}

/** A unit that has no file in a round was not asked there. */
function asked({ files }: DeriveContext, unit: string, make: () => Made): Made {
  return files.some((file) => file.unit === unit) ? make() : { value: 'NULL', missing: "'not_asked'" }
}

/** The unit's rows with its inputs from units around it, joined by their keys and, where they have rounds, by round. */
function withOuterInputs(context: DeriveContext, unit: Unit): string {
  const used = context.step.variables.flatMap((id) => {
    const derived = variableOf(context, id).derived!
    return derived.kind === 'sql' ? [] : inputsOf(derived)
  })
  const outer = ancestors(context.study, unit).flatMap((other) => {
    const names = context.step.inputs.find((input) => input.unit === other.id)?.variables ?? []
    const needed = names.filter((name) => used.includes(name) && name !== other.key)
    return needed.length > 0 ? [{ other, names: needed }] : []
  })
  if (outer.length === 0) return inputRows(context, unit)
  const columns = outer.flatMap(({ names }, i) =>
    names.flatMap((name) => [
      `o${i}.${identifier(name)} AS ${identifier(name)}`,
      `CASE WHEN o${i}.line IS NULL THEN 'not_asked' ELSE o${i}.${identifier(missingColumn(name))} END AS ${identifier(missingColumn(name))}`,
    ]),
  )
  const joins = outer.map(({ other }, i) => {
    const key = `o${i}.${identifier(other.key)} = ${valueOf(other.key)}`
    const hasRounds = other.rounds ? ` AND ${sameRound(`o${i}.round`, 'r.round')}` : ''
    return `LEFT JOIN (${inputRows(context, other)}) o${i} ON ${key}${hasRounds}`
  })
  return `SELECT r.*, ${columns.join(', ')} FROM (${inputRows(context, unit)}) r ${joins.join(' ')}`
}

export function unitOf({ study }: Pick<DeriveContext, 'study'>, id: string): Unit {
  return study.units.find((unit) => unit.id === id)!
}

export function variableOf({ codebook }: Pick<DeriveContext, 'codebook'>, id: string): Variable {
  return codebook.variables.find((variable) => variable.id === id)!
}
