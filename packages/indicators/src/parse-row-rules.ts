import type { Codebook, Variable } from './codebook.ts'
import { didYouMean } from './nearest.ts'
import { type RowCondition, type RowRule, variablesOfRule } from './row-rule.ts'
import type { Study } from './study.ts'

type Path = (string | number)[]
/** One thing wrong with a codebook's rules: where in the file, and what. */
type Say = (path: Path, rule: string, message: string, variable?: string) => void

/** Checks that every rule of a codebook speaks of variables in the files of one unit, of scales its conditions can use. */
export function checkRowRules({ rules = [], variables }: Codebook, study: Study, say: Say): void {
  const ids = rules.map(({ id }) => id)
  const known = variables.map(({ id }) => id)
  for (const [at, rule] of rules.entries()) {
    if (ids.indexOf(rule.id) < at)
      say(['rules', at, 'id'], 'duplicate-key', `expected each rule once, found ${rule.id} again`)
    const unknown = variablesOfRule(rule).filter((name) => !known.includes(name))
    for (const name of unknown)
      say(
        ['rules', at, ...pathTo(rule, name)],
        'reference',
        `unknown variable: ${name}${didYouMean(name, known)}`,
      )
    if (unknown.length > 0) continue
    const find = (name: string) => variables.find(({ id }) => id === name)!
    checkPlaces(rule, study, find, (path, what, message) => say(['rules', at, ...path], what, message))
    for (const part of ['when', 'then'] as const)
      for (const [name, condition] of Object.entries(rule[part] ?? {}))
        checkCondition(condition, find(name), find, (path, what, message) =>
          say(['rules', at, part, name, ...path], what, message, name),
        )
  }
}

/** All in the files of one unit: its own variables and the keys of the units it is in. */
function checkPlaces(rule: RowRule, study: Study, find: (name: string) => Variable, say: Say): void {
  const names = variablesOfRule(rule)
  const keys = study.units.map(({ key }) => key)
  const inner = names.map(find).find(({ id }) => !keys.includes(id)) ?? find(names[0])
  for (const name of names) {
    const { derived, leftOut, unit, id } = find(name)
    if (derived || leftOut)
      say(pathTo(rule, name), 'no-rows', `expected a variable that stands in a file, found ${name}`)
    else if (unit !== inner.unit && !keys.includes(id))
      say(pathTo(rule, name), 'unit', `expected a variable of ${inner.unit}, found ${name} of ${unit}`)
  }
}

function checkCondition(
  condition: RowCondition,
  variable: Variable,
  find: (name: string) => Variable,
  say: Say,
): void {
  if (Array.isArray(condition)) {
    const categories = variable.categories?.map(({ id }) => id)
    if (!categories)
      say([], 'scale', `expected a variable with categories, found ${variable.id} (${variable.scale})`)
    for (const [at, id] of categories ? condition.entries() : [])
      if (!categories!.includes(id))
        say([at], 'category', `unknown category of ${variable.id}: ${id}${didYouMean(id, categories!)}`)
    return
  }
  const { min, max, atLeast, atMost } = condition
  if (Object.keys(condition).length === 0) say([], 'schema', 'expected a condition, found none')
  if ((min !== undefined || max !== undefined) && !isNumber(variable))
    say([], 'scale', `expected a number, found ${variable.id} (${variable.scale})`)
  if (min !== undefined && max !== undefined && min > max)
    say(['min'], 'range', `expected at most max ${max}, found ${min}`)
  for (const [key, other] of Object.entries({ atLeast, atMost }))
    if (other !== undefined && kindOf(find(other)) !== kindOf(variable))
      say([key], 'scale', `expected ${kindOf(variable)}, found ${other}`)
}

/** Where a rule names a variable first. */
function pathTo(rule: RowRule, name: string): Path {
  for (const part of ['when', 'then'] as const)
    for (const [variable, condition] of Object.entries(rule[part] ?? {})) {
      if (variable === name) return [part, name]
      for (const key of ['atLeast', 'atMost'] as const)
        if (!Array.isArray(condition) && condition[key] === name) return [part, variable, key]
    }
  return []
}

const isNumber = ({ scale }: Variable) => scale === 'interval' || scale === 'ratio'

function kindOf(variable: Variable): string {
  if (isNumber(variable)) return 'a number'
  return variable.reading?.date ? 'a day' : 'a number or a day'
}
