import {
  type Codebook,
  missingReasons,
  roundVariable,
  type Study,
  type Unit,
  type Variable,
} from '@pejling/indicators'
import { identifier, literal } from './identifier.ts'

/** The column that says why a value is not there: `screening` → `screening__missing`. */
export function missingColumn(variable: string): string {
  return `${variable}__missing`
}

export const isNumber = ({ scale }: Variable): boolean => scale === 'interval' || scale === 'ratio'
export const isCategorical = ({ categories }: Variable): boolean => categories !== undefined

/** The variables whose values stand in the unit's table: its own, its round, and the keys of the units it is nested in. */
export function variablesOf(study: Study, codebook: Codebook, unit: Unit): Variable[] {
  const keys = ancestors(study, unit).map(({ key }) => key)
  return codebook.variables.filter(
    (variable) =>
      !variable.leftOut &&
      (isRound(study, variable) ? unit.rounds : variable.unit === unit.id || keys.includes(variable.id)),
  )
}

/** Is it the variable that says which round a row is from? It stands in the table of every unit with rounds. */
export function isRound(study: Study, { id }: Pick<Variable, 'id'>): boolean {
  return id === roundVariable && study.units.some(({ rounds }) => rounds)
}

/** Do the same units have a value of it in several rounds, so that a count of rows is no count of units? */
export function isRepeated(study: Study, variable: Variable): boolean {
  return study.units.some(({ id, rounds }) => id === variable.unit && rounds)
}

/** The units a unit is nested in, nearest first: institution → municipality. */
export function ancestors(study: Study, unit: Unit): Unit[] {
  const parent = study.units.find(({ id }) => id === unit.within)
  return parent ? [parent, ...ancestors(study, parent)] : []
}

/** The schema that holds a study's unit tables; the prefix keeps a study from being named as the file, main or temp. */
export function studySchema(study: string): string {
  return `study ${study}`
}

/** The name of an ENUM type inside a study's schema: one for each variable with categories. */
export function categoryType(study: string, variable: Variable): string {
  return identifier(studySchema(study), variable.id)
}

export function createCategoryType(study: string, variable: Variable): string {
  const labels = variable.categories!.map(({ id }) => literal(id)).join(', ')
  return `CREATE TYPE ${categoryType(study, variable)} AS ENUM (${labels})`
}

/** The type of a variable's column in an edition. */
export function columnType(study: string, variable: Variable): string {
  if (isCategorical(variable)) return categoryType(study, variable)
  return isNumber(variable) ? 'DOUBLE' : 'VARCHAR'
}

/** The type every `__missing` column has: reasons in the glossary's order. */
export const missingType = 'missing_reason'
export const createMissingType = `CREATE TYPE ${missingType} AS ENUM (${Object.keys(missingReasons).map(literal).join(', ')})`
