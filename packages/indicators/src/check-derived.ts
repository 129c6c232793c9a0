import type { Variable } from './codebook.ts'
import { type Derivation, inputsOf, kindOf } from './derived.ts'
import { derivationRules } from './derivation-rules.ts'
import { didYouMean } from './nearest.ts'
import type { Study } from './study.ts'
import { isCollected } from './unit-files.ts'

/** One thing wrong with a derivation: where in it, and what. */
export type Say = (path: (string | number)[], rule: string, message: string) => void

/**
 * Checks a derivation before anything runs: its inputs are variables with rows on its line of units, of scales its kind
 * can use, every category is covered, and the variable is of the scale the kind gives. `path` is within `derived`.
 */
export function checkDerived(variable: Variable, study: Study, variables: Variable[], say: Say): void {
  const derived = variable.derived!
  const before = { problems: 0 }
  const tell: Say = (path, rule, message) => {
    before.problems++
    say(path, rule, message)
  }
  if (!study.units.some((unit) => unit.id === variable.unit && isCollected(unit)))
    if (!variable.leftOut)
      tell([], 'no-rows', `expected a unit with a file, found ${variable.unit} without one`)
  for (const name of inputsOf(derived)) checkInput(name, variable, study, variables, tell)
  // With an input unknown, all else would only repeat it.
  if (before.problems > 0) return
  const find = (name: string) => variables.find(({ id }) => id === name)!
  derivationRules(variable, derived, study, find, tell)
}

/** A ring of variables made from one another, from one of them back to it: `[a, b, a]`. */
export function ringOf(variable: Variable, variables: Variable[]): string[] | undefined {
  const seen = new Set<string>()
  const ways: string[][] = [[variable.id]]
  for (const way of ways) {
    const at = variables.find(({ id }) => id === way.at(-1))
    for (const next of at?.derived ? inputsOf(at.derived) : []) {
      if (next === variable.id) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return undefined
}

/** Units from a unit outwards, itself first: child → institution → municipality. */
export function lineOfUnits(study: Study, unit: string): string[] {
  const line = [unit]
  for (let at = study.units.find(({ id }) => id === unit); at?.within && !line.includes(at.within);) {
    line.push(at.within)
    at = study.units.find(({ id }) => id === at!.within)
  }
  return line
}

function checkInput(name: string, variable: Variable, study: Study, variables: Variable[], say: Say): void {
  const derived = variable.derived!
  const at = placeOf(derived, name)
  const input = variables.find(({ id }) => id === name)
  if (!input) {
    const names = variables.map(({ id }) => id)
    say(at, 'reference', `unknown variable: ${name}${didYouMean(name, names)}`)
    return
  }
  if (input.leftOut && !variable.leftOut)
    say(at, 'no-rows', `expected a variable with rows, found ${name}, which is left out`)
  const kind = kindOf(derived)
  if (kind === 'sql') return
  const isInner = kind === 'aggregate' || (kind === 'weighted_count' && 'by' in derived)
  const [inner, outer] = isInner ? [input.unit, variable.unit] : [variable.unit, input.unit]
  const line = lineOfUnits(study, inner)
  if (line.includes(outer) && !(isInner && inner === outer)) return
  const expected = isInner
    ? `a variable of a unit inside ${variable.unit}`
    : `a variable of ${line.join(' or ')}`
  say(at, 'unit', `expected ${expected}, found ${name} of ${input.unit}`)
}

/** Where a derivation names a variable. */
function placeOf(derived: Derivation, name: string): (string | number)[] {
  for (const [key, value] of Object.entries(derived)) {
    if (key === 'kind' || key === 'note') continue
    if (value === name) return [key]
    if (Array.isArray(value) && value.includes(name)) return [key, value.indexOf(name)]
    if (key === 'weights' && Object.hasOwn(value as object, name)) return [key, name]
  }
  return []
}
