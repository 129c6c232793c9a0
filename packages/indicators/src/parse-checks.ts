import checksSchema from '../../../data/schema/checks.schema.json' with { type: 'json' }
import type { Codebook, Variable } from './codebook.ts'
import { didYouMean } from './nearest.ts'
import { wrongCell } from './parse-claims.ts'
import type { Problem } from './problem.ts'
import type { PublishedTable } from './published.ts'
import { readYaml } from './read-yaml.ts'
import type { Study } from './study.ts'
import { type ShareRule, type StudyCheck, type SumRule, variablesOfCheck } from './study-check.ts'
import type { StudyFile } from './study-folder.ts'

type Say = (path: (string | number)[], rule: string, message: string) => void

/** Reads `checks.yaml` and checks that every check speaks of variables with rows, of scales it can use. */
export function parseChecks(
  file: StudyFile,
  study: Study,
  { variables }: Codebook,
  tables: PublishedTable[],
): { checks: StudyCheck[]; problems: Problem[] } {
  const { content, problems, place } = readYaml<{ study: string; checks: StudyCheck[] }>(file, checksSchema)
  if (!content) return { checks: [], problems }
  const report = (path: (string | number)[], rule: string, message: string, variable?: string) =>
    problems.push({ file: file.path, ...place(path), variable, rule, severity: 'stops', message })
  if (content.study !== study.id)
    report(['study'], 'reference', `study: expected ${study.id}, found ${content.study}`)
  const ids = variables.map(({ id }) => id)
  const own = content.checks.map(({ id }) => id)
  for (const [i, check] of content.checks.entries()) {
    const say: Say = (path, rule, message) => report(['checks', i, ...path], rule, message, check.id)
    if (own.indexOf(check.id) < i)
      say(['id'], 'duplicate-key', `expected each check once, found ${check.id} again`)
    const names = [...new Set(variablesOfCheck(check))]
    const unknown = names.filter((name) => !ids.includes(name))
    for (const name of unknown)
      say(placeOf(check, name), 'reference', `unknown variable: ${name}${didYouMean(name, ids)}`)
    if (unknown.length > 0) continue
    const find = (name: string) => variables.find(({ id }) => id === name)!
    for (const name of names)
      if (find(name).leftOut)
        say(
          placeOf(check, name),
          'no-rows',
          `expected a variable with rows, found ${name}, which is left out`,
        )
    checkRules(check, study, find, tables, say)
  }
  const checks = content.checks.map((check, i) => ({ ...check, row: place(['checks', i]).row }))
  return { checks, problems }
}

function checkRules(
  check: StudyCheck,
  study: Study,
  find: (name: string) => Variable,
  tables: PublishedTable[],
  say: Say,
): void {
  const limits = (rule: { min?: number; max?: number }) => {
    if (rule.min === undefined && rule.max === undefined)
      say([], 'range', 'expected min or max, found neither')
    else if (rule.min !== undefined && rule.max !== undefined && rule.min > rule.max)
      say(['min'], 'range', `expected at most max ${rule.max}, found ${rule.min}`)
  }
  switch (check.kind) {
    case 'unique': {
      const other = check.variables.find((name) => find(name).unit !== find(check.variables[0]).unit)
      if (other)
        say(
          ['variables'],
          'unit',
          `expected variables of ${find(check.variables[0]).unit}, found ${other} of ${find(other).unit}`,
        )
      return
    }
    case 'range':
      if (!isNumber(find(check.variable)))
        say(
          ['variable'],
          'scale',
          `expected a number, found ${check.variable} (${find(check.variable).scale})`,
        )
      return limits(check)
    case 'share':
      shareRules(check, find(check.variable), say)
      return limits(check)
    case 'sum':
      return sumRules(check, study, find, tables, say)
    case 'shift': {
      const variable = find(check.variable)
      const able = check.statistic === 'total_variation' ? variable.categories : isOrdered(variable)
      if (!able)
        say(
          ['statistic'],
          'scale',
          `expected ${check.statistic === 'total_variation' ? 'categories' : 'a number or ordinal categories'}, found ${variable.id} (${variable.scale})`,
        )
    }
  }
}

function shareRules({ variable, categories, missing }: ShareRule, found: Variable, say: Say): void {
  if ((categories === undefined) === (missing === undefined))
    say([], 'schema', 'expected either categories or missing, found ' + (categories ? 'both' : 'neither'))
  const known = found.categories?.map(({ id }) => id) ?? []
  for (const [i, category] of (categories ?? []).entries())
    if (!known.includes(category))
      say(
        ['categories', i],
        'category',
        `unknown category of ${variable}: ${category}${didYouMean(category, known)}`,
      )
}

function sumRules(
  { unit, variable, where = {}, published, equals }: SumRule,
  study: Study,
  find: (name: string) => Variable,
  tables: PublishedTable[],
  say: Say,
): void {
  const units = study.units.map(({ id }) => id)
  if ((unit === undefined) === (variable === undefined))
    say([], 'schema', `expected either unit or variable, found ${unit ? 'both' : 'neither'}`)
  if (unit !== undefined && !units.includes(unit))
    say(['unit'], 'reference', `unknown unit: ${unit}${didYouMean(unit, units)}`)
  if (variable !== undefined && !isNumber(find(variable)))
    say(['variable'], 'scale', `expected a number, found ${variable} (${find(variable).scale})`)
  if ((published === undefined) === (equals === undefined))
    say(
      [],
      'schema',
      `expected either published or equals, found ${published === undefined ? 'neither' : 'both'}`,
    )
  for (const message of published === undefined ? [] : wrongCell(published, tables))
    say(['published'], 'reference', message)
  const of = variable === undefined ? unit : find(variable).unit
  for (const [name, categories] of Object.entries(where)) {
    if (find(name).unit !== of)
      say(['where', name], 'unit', `expected a variable of ${of}, found ${name} of ${find(name).unit}`)
    const known = find(name).categories?.map(({ id }) => id) ?? []
    for (const [i, category] of categories.entries())
      if (!known.includes(category))
        say(
          ['where', name, i],
          'category',
          `unknown category of ${name}: ${category}${didYouMean(category, known)}`,
        )
  }
}

/** Where a check names a variable. */
function placeOf(check: StudyCheck, name: string): (string | number)[] {
  for (const [key, value] of Object.entries(check)) {
    if (key === 'id' || key === 'kind' || key === 'note') continue
    if (value === name) return [key]
    if (Array.isArray(value) && value.includes(name)) return [key, value.indexOf(name)]
    if (key === 'where' && Object.hasOwn(value as object, name)) return [key, name]
  }
  return []
}

const isNumber = ({ scale }: Variable) => scale === 'interval' || scale === 'ratio'
const isOrdered = (variable: Variable) => isNumber(variable) || variable.scale === 'ordinal'
