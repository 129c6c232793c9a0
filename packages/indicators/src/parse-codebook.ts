import codebookSchema from '../../../data/schema/codebook.schema.json' with { type: 'json' }
import type { Codebook, Variable } from './codebook.ts'
import { checkDerived, ringOf, type Say } from './check-derived.ts'
import { didYouMean } from './nearest.ts'
import { checkRowRules } from './parse-row-rules.ts'
import type { Problem } from './problem.ts'
import { readYaml } from './read-yaml.ts'
import type { Study } from './study.ts'
import type { StudyFile } from './study-folder.ts'

/**
 * Reads `codebook.yaml` and checks that its names lead somewhere: a variable's unit is a unit of the study, and a
 * derived variable is made from variables that are there, of scales it can use.
 */
export function parseCodebook(file: StudyFile, study: Study): { codebook?: Codebook; problems: Problem[] } {
  const { content, problems, place } = readYaml<Codebook>(file, codebookSchema)
  if (!content) return { problems }
  const report = (path: (string | number)[], rule: string, message: string, variable?: string) =>
    problems.push({ file: file.path, ...place(path), variable, rule, severity: 'stops', message })

  if (content.study !== study.id)
    report(['study'], 'reference', `study: expected ${study.id}, found ${content.study}`)
  const units = study.units.map(({ id }) => id)
  const ids = content.variables.map(({ id }) => id)
  for (const [index, variable] of content.variables.entries()) {
    const at = (...path: (string | number)[]) => ['variables', index, ...path]
    const say = (path: (string | number)[], rule: string, message: string) =>
      report(path, rule, message, variable.id)
    if (ids.indexOf(variable.id) < index)
      say(at('id'), 'duplicate-key', `expected each variable once, found ${variable.id} again`)
    if (!units.includes(variable.unit))
      say(at('unit'), 'reference', `unknown unit: ${variable.unit}${didYouMean(variable.unit, units)}`)
    if ((variable.scale === 'nominal' || variable.scale === 'ordinal') && !variable.categories)
      say(at('scale'), 'category', `expected categories for the scale ${variable.scale}, found none`)
    const categories = variable.categories?.map(({ id }) => id) ?? []
    for (const [i, id] of categories.entries())
      if (categories.indexOf(id) < i)
        say(at('categories', i), 'duplicate-key', `expected each category once, found ${id} again`)
    if (variable.reading?.date && variable.scale !== 'text')
      say(at('reading', 'date'), 'scale', `expected the scale text for days, found ${variable.scale}`)
    if (variable.inPeriod && !variable.reading?.date)
      say(at('inPeriod'), 'scale', 'expected reading.date for a day within the period, found none')
    for (const [text, category] of Object.entries(variable.reading?.values ?? {}))
      if (!categories.includes(category))
        say(
          at('reading', 'values', text),
          'category',
          `unknown category: ${category}${didYouMean(category, categories)}`,
        )
    if (!variable.derived) continue
    const tell: Say = (path, rule, message) => say(at('derived', ...path), rule, message)
    const ring = ringOf(variable, content.variables)
    if (ring)
      tell([], 'ring', `expected no ring of variables made from one another, found ${ring.join(' → ')}`)
    checkDerived(variable, study, content.variables, tell)
    const other = sameFile(variable, content.variables.slice(0, index))
    if (other)
      tell(['inputs'], 'sql', `expected the inputs of ${other.id}, made by the same file, found others`)
  }
  checkRowRules(content, study, report)
  return { codebook: content, problems }
}

/** A variable before it that the same `.sql` file makes from other inputs. */
function sameFile({ derived }: Variable, before: Variable[]): Variable | undefined {
  if (derived?.kind !== 'sql') return undefined
  const inputs = derived.inputs.toSorted().join()
  return before.find(
    (other) =>
      other.derived?.kind === 'sql' &&
      other.derived.file === derived.file &&
      other.derived.inputs.toSorted().join() !== inputs,
  )
}
