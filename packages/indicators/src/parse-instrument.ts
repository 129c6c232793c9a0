import instrumentSchema from '../../../data/schema/instrument.schema.json' with { type: 'json' }
import type { Codebook, Variable } from './codebook.ts'
import type { AskedQuestion, Instrument, Question } from './instrument.ts'
import { didYouMean } from './nearest.ts'
import type { Problem } from './problem.ts'
import { readYaml } from './read-yaml.ts'
import type { Study } from './study.ts'
import type { StudyFile } from './study-folder.ts'

type Place = (string | number)[]
/** `say(['questions', 0], 'reference', …)`: a problem at a place of the file. */
type Say = (path: Place, rule: string, message: string, variable?: string) => void

/**
 * Reads `instruments/<id>.yaml` and checks that every question is a variable that can be asked in a round, that what
 * each version offers leads to the codebook's categories, and that its comparability fits what was offered before.
 */
export function parseInstrument(
  file: StudyFile,
  study: Study,
  codebook: Codebook,
): { instrument?: Instrument; problems: Problem[] } {
  const { content, problems, line } = readYaml<Instrument>(file, instrumentSchema)
  if (!content) return { problems }
  const say: Say = (path, rule, message, variable) =>
    problems.push({ file: file.path, row: line(path), variable, rule, severity: 'stops', message })
  const name = file.path.replace(/^.*\//, '').replace(/\.yaml$/, '')
  if (content.id !== name)
    say(['id'], 'reference', `id: expected the file's name ${name}, found ${content.id}`)
  const versions = content.versions.map(({ id }) => id)
  for (const [index, id] of versions.entries())
    if (versions.indexOf(id) < index)
      say(['versions', index], 'duplicate-key', `expected each version once, found ${id} again`)
  const asked = content.questions.map(({ variable }) => variable)
  for (const [index, question] of content.questions.entries()) {
    if (asked.indexOf(question.variable) < index)
      say(
        ['questions', index],
        'duplicate-key',
        `expected each question once, found ${question.variable} again`,
      )
    checkQuestion(question, ['questions', index], versions, study, codebook, say)
  }
  return { instrument: content, problems }
}

function checkQuestion(
  question: Question,
  place: Place,
  versions: string[],
  study: Study,
  { variables }: Codebook,
  say: Say,
): void {
  const variable = variables.find(({ id }) => id === question.variable)
  if (!variable) {
    const ids = variables.map(({ id }) => id)
    say(
      [...place, 'variable'],
      'reference',
      `unknown variable: ${question.variable}${didYouMean(question.variable, ids)}`,
    )
    return
  }
  const tell = (path: Place, rule: string, message: string) =>
    say([...place, ...path], rule, message, variable.id)
  const unit = study.units.find(({ id }) => id === variable.unit)
  if (variable.derived || variable.leftOut || unit?.key === variable.id || !unit?.rounds)
    tell(
      ['variable'],
      'question',
      `expected a variable that a unit with rounds answers, found ${variable.id}`,
    )
  for (const id of Object.keys(question.versions))
    if (!versions.includes(id))
      tell(['versions', id], 'reference', `unknown version: ${id}${didYouMean(id, versions)}`)
  let before: AskedQuestion | undefined
  for (const version of versions) {
    const asked = question.versions[version]
    if (!asked) continue
    checkMapping(asked, variable, (path, rule, message) =>
      tell(['versions', version, ...path], rule, message),
    )
    const wrong = comparabilityProblem(asked, before)
    if (wrong) tell(['versions', version, 'comparability'], 'comparability', wrong)
    before = asked
  }
}

function checkMapping({ categories, mapping, reason }: AskedQuestion, variable: Variable, say: Say): void {
  const known = variable.categories?.map(({ id }) => id)
  if (categories && !known) {
    say(
      ['categories'],
      'category',
      `expected none for the scale ${variable.scale}, found ${categories.length}`,
    )
    return
  }
  if (mapping && !reason) say(['mapping'], 'schema', 'expected a reason beside the mapping, found none')
  if (!known) {
    for (const [text, value] of Object.entries(mapping ?? {}))
      if (typeof value !== 'number')
        say(['mapping', text], 'mapping', `expected a number for ${text}, found ${value}`)
    return
  }
  const offered = (categories ?? variable.categories ?? []).map(({ id }) => id)
  for (const [from, to] of Object.entries(mapping ?? {})) {
    if (!offered.includes(from))
      say(['mapping', from], 'category', `unknown category: ${from}${didYouMean(from, offered)}`)
    if (!known.includes(String(to)))
      say(['mapping', from], 'category', `unknown category: ${to}${didYouMean(String(to), known)}`)
  }
  for (const id of offered)
    if (!known.includes(id) && mapping?.[id] === undefined)
      say(['categories'], 'mapping', `expected a mapping for ${id}, found none`)
}

/** What a version says of its comparability must fit what it and the version before offer. */
function comparabilityProblem(asked: AskedQuestion, before?: AskedQuestion): string | undefined {
  const { comparability, reason } = asked
  if (!before)
    return comparability === undefined
      ? undefined
      : `expected none in the first version that asks it, found ${comparability}`
  if (comparability === undefined) return 'expected same, recoded or not_comparable, found none'
  if (comparability === 'not_comparable') return reason ? undefined : 'expected a reason, found none'
  const alike = offer(asked) === offer(before)
  if (comparability === 'same' && !alike)
    return 'expected recoded or not_comparable, since the version before offered other categories; found same'
  if (comparability === 'recoded' && alike)
    return 'expected same or not_comparable, since the version before offered the same categories; found recoded'
  return undefined
}

function offer({ categories, mapping }: AskedQuestion): string {
  return JSON.stringify([categories?.map(({ id }) => id), Object.entries(mapping ?? {}).sort()])
}
