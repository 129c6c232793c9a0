import type { Variable } from './codebook.ts'
import type { Aggregate, Band, Derivation, Recode, Score, WeightedCount } from './derived.ts'
import type { Say } from './check-derived.ts'
import { lineOfUnits } from './check-derived.ts'
import { didYouMean } from './nearest.ts'
import { pointsOf } from './score-points.ts'
import type { Study } from './study.ts'

type Find = (name: string) => Variable

const isNumber = ({ scale }: Variable) => scale === 'interval' || scale === 'ratio'
const categoriesOf = ({ categories = [] }: Variable) => categories.map(({ id }) => id)

/** What each kind of derivation asks of the variable it makes and of its inputs, which are known to be there. */
export function derivationRules(
  variable: Variable,
  derived: Derivation,
  study: Study,
  find: Find,
  say: Say,
): void {
  if ('recode' in derived) return recodeRules(variable, derived, find(derived.from), say)
  switch (derived.kind) {
    case 'band':
      return bandRules(variable, derived, find(derived.from), say)
    case 'score':
      return scoreRules(variable, derived, find, say)
    case 'ratio':
      makesNumber(variable, say)
      needsNumber(find(derived.numerator), ['numerator'], say)
      return needsNumber(find(derived.denominator), ['denominator'], say)
    case 'change':
      makesNumber(variable, say)
      if (find(derived.of).unit !== variable.unit)
        say(['of'], 'unit', `expected a variable of ${variable.unit}, found ${derived.of}`)
      if (!study.units.find(({ id }) => id === variable.unit)?.rounds)
        say(['kind'], 'rounds', `expected a unit with rounds, found ${variable.unit} without`)
      return needsNumber(find(derived.of), ['of'], say)
    case 'weighted_count':
      return countRules(variable, derived, find, say)
    case 'aggregate':
      return aggregateRules(variable, derived, study, find, say)
    case 'sql':
      if (variable.scale === 'identifier')
        say(['kind'], 'scale', 'expected a variable that is no identifier, found one')
      return
    case 'coded':
      codedRules(variable, say)
  }
}

function recodeRules(variable: Variable, derived: Recode, from: Variable, say: Say): void {
  const categories = categoriesOf(variable)
  if (!variable.categories) say(['recode'], 'scale', `expected categories, found the scale ${variable.scale}`)
  for (const category of Object.keys(derived.recode))
    if (!categories.includes(category))
      say(
        ['recode', category],
        'category',
        `unknown category: ${category}${didYouMean(category, categories)}`,
      )
  const seen = new Map<string, string>()
  const known = categoriesOf(from)
  const gathered = [
    ...Object.entries(derived.recode).map(([to, values]) => ({ path: ['recode', to], to, values })),
    ...Object.entries(derived.missing ?? {}).map(([to, values]) => ({ path: ['missing', to], to, values })),
  ]
  for (const { path, to, values } of gathered)
    for (const [i, value] of values.map(String).entries()) {
      const before = seen.get(value)
      if (before !== undefined)
        say([...path, i], 'category', `expected ${value} in one category, found it in ${before} and ${to}`)
      seen.set(value, to)
      if (from.categories && !known.includes(value))
        say([...path, i], 'category', `unknown category of ${from.id}: ${value}${didYouMean(value, known)}`)
      if (isNumber(from) && Number.isNaN(Number(value)))
        say([...path, i], 'type', `expected a number, found ${value}`)
    }
  const left = known.filter((id) => !seen.has(id))
  if (left.length > 0)
    say(['recode'], 'category', `expected every category of ${from.id}, found none for ${left.join(', ')}`)
}

function bandRules(variable: Variable, { cuts }: Band, from: Variable, say: Say): void {
  needsNumber(from, ['from'], say)
  if (variable.scale !== 'ordinal') makes(variable, 'ordinal', say)
  const n = categoriesOf(variable).length
  if (n !== cuts.length + 1)
    say(['cuts'], 'category', `expected ${n - 1} cuts for ${n} categories, found ${cuts.length}`)
  const falls = cuts.findIndex((cut, i) => i > 0 && cut <= cuts[i - 1])
  if (falls > 0)
    say(
      ['cuts', falls],
      'order',
      `expected a cut above ${cuts[falls - 1]}, found ${cuts[falls]}; write decimals with a full stop`,
    )
}

function scoreRules(variable: Variable, derived: Score, find: Find, say: Say): void {
  makesNumber(variable, say)
  const { items, reverse = [], atLeast } = derived
  if (atLeast > items.length)
    say(['atLeast'], 'range', `expected at most the ${items.length} items, found ${atLeast}`)
  const twice = items.findIndex((item, i) => items.indexOf(item) < i)
  if (twice > 0)
    say(['items', twice], 'duplicate-key', `expected each item once, found ${items[twice]} again`)
  for (const [i, item] of reverse.entries())
    if (!items.includes(item))
      say(['reverse', i], 'reference', `unknown item: ${item}${didYouMean(item, items)}`)
  for (const [i, item] of items.entries()) {
    const { range, ...asked } = find(item)
    const points = pointsOf(asked, derived.points)
    if (!isNumber(asked) && asked.scale !== 'ordinal')
      say(['items', i], 'scale', `expected a number or ordinal categories, found ${item} (${asked.scale})`)
    else if (points && 'without' in points)
      say(
        ['points'],
        'category',
        `expected points for every category of ${item}, found none for ${points.without}`,
      )
    else if (reverse.includes(item) && !points && (range?.min === undefined || range.max === undefined))
      say(
        ['reverse', reverse.indexOf(item)],
        'range',
        `expected a range with min and max of ${item}, found none`,
      )
  }
}

function countRules(variable: Variable, { weights, by }: WeightedCount, find: Find, say: Say): void {
  makesNumber(variable, say)
  if (by === undefined) {
    for (const name of Object.keys(weights)) needsNumber(find(name), ['weights', name], say)
    return
  }
  const known = categoriesOf(find(by))
  if (known.length === 0) say(['by'], 'scale', `expected a variable with categories, found ${by}`)
  for (const category of Object.keys(weights))
    if (!known.includes(category))
      say(
        ['weights', category],
        'category',
        `unknown category of ${by}: ${category}${didYouMean(category, known)}`,
      )
  const left = known.filter((id) => !Object.hasOwn(weights, id))
  if (left.length > 0)
    say(
      ['weights'],
      'category',
      `expected a weight for every category of ${by}, found none for ${left.join(', ')}`,
    )
}

function aggregateRules(variable: Variable, derived: Aggregate, study: Study, find: Find, say: Say): void {
  makesNumber(variable, say)
  const { of, as, categories } = derived
  const units = study.units.map(({ id }) => id)
  if (!units.includes(of)) return say(['of'], 'reference', `unknown unit: ${of}${didYouMean(of, units)}`)
  if (of === variable.unit || !lineOfUnits(study, of).includes(variable.unit))
    return say(['of'], 'unit', `expected a unit inside ${variable.unit}, found ${of}`)
  if (derived.variable === undefined) {
    if (as !== 'count') say(['as'], 'reference', `expected a variable for ${as}, found none`)
    else if (categories) say(['categories'], 'reference', 'expected a variable for categories, found none')
    return
  }
  const input = find(derived.variable)
  if (input.unit !== of)
    return say(['variable'], 'unit', `expected a variable of ${of}, found ${input.id} of ${input.unit}`)
  if (as !== 'count' && as !== 'share') {
    needsNumber(input, ['variable'], say)
    if (categories) say(['categories'], 'reference', `expected no categories for ${as}, found some`)
    return
  }
  if (as === 'share' && !categories) say(['as'], 'category', 'expected categories for share, found none')
  const known = categoriesOf(input)
  for (const [i, category] of (categories ?? []).entries())
    if (!known.includes(category))
      say(
        ['categories', i],
        'category',
        `unknown category of ${input.id}: ${category}${didYouMean(category, known)}`,
      )
}

/** Of a unit with rounds `rules.yaml` says of which the interviews are. */
function codedRules(variable: Variable, say: Say): void {
  if (!variable.categories)
    say(['kind'], 'scale', `expected categories for coded, found the scale ${variable.scale}`)
}

function needsNumber(input: Variable, path: (string | number)[], say: Say): void {
  if (!isNumber(input)) say(path, 'scale', `expected a number, found ${input.id} (${input.scale})`)
}

function makesNumber(variable: Variable, say: Say): void {
  if (!isNumber(variable)) makes(variable, 'interval or ratio', say)
}

function makes(variable: Variable, scales: string, say: Say): void {
  say(
    ['kind'],
    'scale',
    `expected the scale ${scales} for ${variable.derived!.kind}, found ${variable.scale}`,
  )
}
