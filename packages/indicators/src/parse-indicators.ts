import indicatorsSchema from '../../../data/schema/indicators.schema.json' with { type: 'json' }
import type { Codebook } from './codebook.ts'
import type { Indicator } from './indicator.ts'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import { readYaml } from './read-yaml.ts'
import type { StudyFile } from './study-folder.ts'

/**
 * Reads `indicators.yaml` and checks that every definition leads to a variable, that versions count up from 1 with dates
 * that do not fall, and that all of an indicator's variables are of one unit and can be compared.
 */
export function parseIndicators(
  file: StudyFile,
  { study, variables }: Codebook,
): { indicators: Indicator[]; problems: Problem[] } {
  const { content, problems, place } = readYaml<{ study: string; indicators: Indicator[] }>(
    file,
    indicatorsSchema,
  )
  if (!content) return { indicators: [], problems }
  const report = (path: (string | number)[], rule: string, message: string, variable?: string) =>
    problems.push({ file: file.path, ...place(path), variable, rule, severity: 'stops', message })
  if (content.study !== study)
    report(['study'], 'reference', `study: expected ${study}, found ${content.study}`)
  const ids = variables.map(({ id }) => id)
  const own = content.indicators.map(({ id }) => id)
  for (const [i, { id, definitions }] of content.indicators.entries()) {
    const say = (path: (string | number)[], rule: string, message: string) =>
      report(['indicators', i, ...path], rule, message, id)
    if (own.indexOf(id) < i) say(['id'], 'duplicate-key', `expected each indicator once, found ${id} again`)
    const found = definitions.map(({ variable }) => variables.find((candidate) => candidate.id === variable))
    for (const [j, { version, date, variable }] of definitions.entries()) {
      const at = (key: string) => ['definitions', j, key]
      const earlier = definitions[j - 1]
      if (version !== j + 1) say(at('version'), 'order', `expected version ${j + 1}, found ${version}`)
      if (earlier && date < earlier.date)
        say(at('date'), 'order', `expected a day from ${earlier.date} on, found ${date}`)
      const [first, here] = [found[0], found[j]]
      if (!here) say(at('variable'), 'reference', `unknown variable: ${variable}${didYouMean(variable, ids)}`)
      else if (first && here.unit !== first.unit)
        say(at('variable'), 'unit', `expected a variable of ${first.unit}, found ${variable} of ${here.unit}`)
      else if (first && namesOf(here) !== namesOf(first))
        say(
          at('variable'),
          'scale',
          `expected ${namesOf(first) || 'a number'} as in version 1, found ${namesOf(here) || 'a number'}`,
        )
    }
  }
  return { indicators: content.indicators, problems }
}

function namesOf({ categories = [] }: { categories?: { id: string }[] }): string {
  return categories.map(({ id }) => id).join(', ')
}
