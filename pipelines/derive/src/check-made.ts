import { type DeriveStep, kindOf, type Problem, type Variable } from '@pejling/indicators'
import { type Connection, identifier, isCategorical, isNumber, missingColumn, rows } from '@pejling/warehouse'

/**
 * What is wrong with values that were made: a recoded value no category gathers, a category the variable has not, a
 * number outside its range. One problem for each value, at the variable in the codebook, with the number of rows.
 */
export async function checkMade(
  connection: Connection,
  table: string,
  step: DeriveStep,
  variables: Variable[],
): Promise<Problem[]> {
  const found = await Promise.all(variables.map((variable) => checkVariable(connection, table, variable)))
  return found.flat().map((problem) => ({ ...problem, file: `${step.study}/codebook.yaml` }))
}

async function checkVariable(
  connection: Connection,
  table: string,
  variable: Variable,
): Promise<Omit<Problem, 'file'>[]> {
  const value = identifier(variable.id)
  const derived = variable.derived!
  const place = { variable: variable.id, severity: 'stops' as const }
  const of = async (shown: string, where: string) =>
    rows<{ value: string; n: number }>(
      connection,
      `SELECT ${shown}::VARCHAR AS value, count(*) AS n FROM ${identifier(table)} WHERE ${where}
       GROUP BY ALL HAVING count(*) > 0 ORDER BY ALL LIMIT 20`,
    )
  const problems: Omit<Problem, 'file'>[] = []
  const say = (rule: string, message: string, n: number) =>
    problems.push({ ...place, rule, message, ...(n > 1 ? { count: n } : {}) })
  const from = 'from' in derived ? identifier(derived.from) : 'NULL'
  const unexplained = `${value} IS NULL AND ${identifier(missingColumn(variable.id))} IS NULL`
  for (const { value: found, n } of await of(from, unexplained))
    say(
      'category',
      'from' in derived
        ? `expected a category for every value of ${derived.from}, found none for ${found}`
        : 'expected a value or a missing reason, found neither',
      n,
    )
  if (kindOf(derived) === 'sql' && isCategorical(variable)) {
    const known = variable.categories!.map(({ id }) => `'${id.replaceAll("'", "''")}'`)
    for (const { value: found, n } of await of(value, `${value} NOT IN (${known.join(', ')})`))
      say('category', `expected ${variable.categories!.map(({ id }) => id).join(', ')}, found ${found}`, n)
  }
  if (!isNumber(variable)) return problems
  const { min, max } = variable.range ?? {}
  const outside = [
    `NOT isfinite(${value})`,
    ...(min === undefined ? [] : [`${value} < ${min}`]),
    ...(max === undefined ? [] : [`${value} > ${max}`]),
  ]
  const expected =
    min === undefined && max === undefined ? 'a finite number' : `${min ?? 'any'} to ${max ?? 'any'}`
  for (const { value: found, n } of await of(value, outside.join(' OR ')))
    say('range', `expected ${expected}, found ${found}`, n)
  return problems
}
