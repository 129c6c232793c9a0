import {
  type Codebook,
  didYouMean,
  type ParsedStudy,
  type Problem,
  type Study,
  type Variable,
} from '@pejling/indicators'
import { describeSelect, isCategorical, isNumber, missingColumn } from '@pejling/warehouse'
import { sqlTables } from './sql-tables.ts'

type SqlUse = { file: string; inputs: string[]; variables: Variable[] }

/**
 * Everything wrong in a study's `.sql` files, told before anything runs, with file, line and column: SQL that cannot be
 * parsed or bound, tables and columns that are not declared, inputs that are declared but not used, and output that is
 * not what the codebook says it should be.
 */
export async function checkSql({ study, codebook, checks, sql }: ParsedStudy): Promise<Problem[]> {
  if (!study) return []
  const uses: SqlUse[] = [
    ...usesOf(codebook),
    ...checks.flatMap((check) =>
      check.kind === 'sql' ? [{ file: check.file, inputs: check.inputs, variables: [] }] : [],
    ),
  ]
  const problems = await Promise.all(
    uses.map(async (use) => {
      const isKnown = use.inputs.every((name) => codebook.variables.some(({ id }) => id === name))
      const text = sql[use.file]
      return text === undefined || !isKnown ? [] : checkUse(study, codebook, use, text)
    }),
  )
  return problems.flat()
}

/** The `.sql` files that make variables, each with all its variables; those of one file declare the same inputs. */
export function usesOf({ variables }: Codebook): SqlUse[] {
  const uses = new Map<string, SqlUse>()
  for (const variable of variables) {
    if (variable.derived?.kind !== 'sql') continue
    const { file, inputs } = variable.derived
    const use = uses.get(file)
    if (use) use.variables.push(variable)
    else uses.set(file, { file, inputs, variables: [variable] })
  }
  return [...uses.values()]
}

async function checkUse(study: Study, codebook: Codebook, use: SqlUse, text: string): Promise<Problem[]> {
  const { file, inputs, variables } = use
  const unit = variables[0]?.unit
  const tables = sqlTables(study, codebook, inputs, unit)
  const { columns, used, mistakes } = await describeSelect(text, tables)
  const problem = (
    message: string,
    place: object = {},
    severity: Problem['severity'] = 'stops',
  ): Problem => ({
    ...{ file, ...place, rule: 'sql', severity, message },
  })
  if (mistakes.length > 0)
    return mistakes.map(({ row, column, message }) => {
      // A column that is in the codebook is only missing among the inputs.
      const [, name] = /^referenced column "([^"]+)" not found/.exec(message) ?? []
      const isVariable = codebook.variables.some(({ id }) => id === name)
      const near = name === undefined ? '' : didYouMean(name, inputs)
      const told = isVariable
        ? `expected ${name} among the inputs, found it not declared`
        : `${message}${near}`
      return problem(told, { row, column })
    })
  const unused = inputs.filter((id) => !used.includes(id) && !used.includes(missingColumn(id)))
  return [
    ...(unused.length > 0
      ? [problem(`expected every input used, found ${unused.join(', ')} unused`, {}, 'warns')]
      : []),
    ...(unit ? checkOutput(study, use, unit, columns) : []).map((message) => problem(message)),
  ]
}

/** A file that makes variables gives the unit's key, its round, and each variable in a type its scale can hold. */
function checkOutput(
  study: Study,
  { variables }: SqlUse,
  unitId: string,
  columns: Record<string, string>,
): string[] {
  const unit = study.units.find(({ id }) => id === unitId)!
  const needed = [unit.key, ...(unit.rounds ? ['round'] : []), ...variables.map(({ id }) => id)]
  const allowed = [...needed, ...variables.map(({ id }) => missingColumn(id))]
  const found = Object.keys(columns)
  const unknown = found.filter((name) => !allowed.includes(name))
  return [
    ...variables
      .filter((variable) => variable.unit !== unitId)
      .map(({ id, unit }) => `expected variables of ${unitId} only, found ${id} of ${unit}`),
    ...needed
      .filter((name) => !found.includes(name))
      .map((name) => `expected a column ${name}, found none${didYouMean(name, unknown)}`),
    ...unknown.map((name) => `expected ${allowed.join(', ')} only, found a column ${name}`),
    ...variables.flatMap((variable) => {
      const type = columns[variable.id]
      if (type === undefined || holds(variable, type)) return []
      const expected = isNumber(variable) ? 'a number' : 'text'
      return [`expected ${variable.id} to be ${expected}, found ${type}`]
    }),
  ]
}

function holds(variable: Variable, type: string): boolean {
  const isNumeric = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL\b.*)$/.test(type)
  // A column of nothing but NULL has DuckDB's smallest type.
  if (type === '"NULL"') return true
  if (isNumber(variable)) return isNumeric
  return isCategorical(variable) ? type === 'VARCHAR' || isNumeric : type === 'VARCHAR'
}
