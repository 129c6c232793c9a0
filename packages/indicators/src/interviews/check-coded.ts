import type { Codebook } from '../codebook.ts'
import { kindOf } from '../derived.ts'
import type { Problem } from '../problem.ts'
import type { QuantificationRules } from './quantification-rule.ts'

/**
 * Every variable of kind `coded` needs a rule in `rules.yaml`, and every rule one of those: else there were a column
 * without values, or values nobody can ask for.
 */
export function checkCoded({ variables }: Codebook, rules: QuantificationRules | undefined): Problem[] {
  const ruled = rules?.rules.map(({ variable }) => variable) ?? []
  const coded = variables.filter(({ derived, leftOut }) => derived && !leftOut && kindOf(derived) === 'coded')
  const problem = (file: string, variable: string, message: string): Problem => ({
    ...{ file, variable, rule: 'rule-of-variable', severity: 'stops', message },
  })
  return [
    ...coded
      .filter(({ id }) => !ruled.includes(id))
      .map(({ id }) =>
        problem(
          'codebook.yaml',
          id,
          `expected a rule for ${id} in rules.yaml, since it is coded; found none`,
        ),
      ),
    ...ruled
      .filter((variable) => !coded.some(({ id }) => id === variable))
      .map((variable) =>
        problem('rules.yaml', variable, `expected a variable with derived: {kind: coded}, found ${variable}`),
      ),
  ]
}
