import {
  codeNames,
  codePath,
  type InterviewProject,
  interviewUnits,
  spelledPlainly,
  type UnitRule,
} from '@pejling/indicators'
import { stringify } from 'yaml'

export type InterviewsDraft = {
  /** `codes.yaml`: the tree as it was coded with. */
  codes: string
  /** `rules.yaml`: what ties an interview to a unit, and where each code is in the project; no rule yet. */
  rules: string
  /** How interviews are tied to units, and how many are. */
  unit: UnitRule
  tied: number
  of: number
  /** Names that were guessed to be a unit's, by its key: to be looked at. */
  guessed: Record<string, string[]>
}

/**
 * Guesses the files that tie a project to a study's units. Tried are the cases, the sets, the names of the interviews and each
 * classification; the one that names most units is taken.
 *
 * @param keys the units' keys: `1A`, `1B` …
 */
export function interviewsDraft(
  project: InterviewProject,
  { study, unit, keys }: { study: string; unit: string; keys: readonly string[] },
): InterviewsDraft {
  const interviews = project.sources.filter(({ of }) => of === undefined).map(({ id }) => id)
  const tries = waysToName(project).map(({ names, ...way }) => {
    const guessed = aliasesOf(names, keys)
    const rule: UnitRule = { id: unit, ...way, ...(Object.keys(guessed).length > 0 && { aliases: guessed }) }
    const { units, unmatched } = interviewUnits(project, rule, keys)
    return { unit: rule, guessed, unmatched, tied: interviews.filter((id) => units.has(id)).length }
  })
  const best = tries.reduce((best, next) => (next.tied > best.tied ? next : best))
  const paths = framePaths(project)
  const names = new Map(project.codes.map(({ path, name }) => [path, name]))
  const codes = [...paths].map(([inProject, path]) => ({
    path,
    kind: 'code',
    label: { da: names.get(inProject)!, en: names.get(inProject)! },
  }))
  const places = Object.fromEntries([...paths].map(([inProject, path]) => [path, inProject]))
  return {
    codes: stringify({ study, codes }, wide),
    rules: `${stringify({ study, unit: best.unit, codes: places, rules: [] }, wide)}${unnamed(best.unmatched)}${example(codes)}`,
    ...{ unit: best.unit, guessed: best.guessed, tied: best.tied },
    of: interviews.length,
  }
}

/** A long path stands on one line. */
const wide = { lineWidth: 0 }

type Way = Pick<UnitRule, 'by' | 'classification'> & { names: string[] }

function waysToName({ sources, cases, sets, classifications }: InterviewProject): Way[] {
  return [
    { by: 'case', names: cases.flatMap(({ name }) => name ?? []) },
    { by: 'set', names: sets.map(({ name }) => name) },
    ...classifications.map(({ name: classification }): Way => ({
      ...{ by: 'classification', classification },
      names: [...sources, ...cases].flatMap(({ values }) => values[classification] || []),
    })),
    { by: 'source', names: sources.map(({ name }) => name) },
  ]
}

/** A name is a unit's if its key is one of the words of the name, and no other unit's is. */
function aliasesOf(names: string[], keys: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  const plainKeys = keys.map((key) => ({ key, words: wordsOf(key).join(' ') }))
  for (const name of new Set(names)) {
    if (keys.some((key) => key.toLowerCase() === name.trim().toLowerCase())) continue
    const words = ` ${wordsOf(name).join(' ')} `
    const within = plainKeys.filter((one) => one.words !== '' && words.includes(` ${one.words} `))
    if (within.length === 1) (found[within[0].key] ??= []).push(name)
  }
  return found
}

function wordsOf(name: string): string[] {
  return spelledPlainly(name)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}

/** The path of each code in `codes.yaml`, by its path in the project: small letters, no two alike. */
function framePaths({ codes }: InterviewProject): Map<string, string> {
  const taken = new Set<string>()
  const paths = new Map<string, string>()
  for (const { path, name } of codes) {
    const above = paths.get(codePath(codeNames(path).slice(0, -1)))
    const own = wordsOf(name).join('_') || 'code'
    const at = (nth: number) => [...(above ? [above] : []), nth === 1 ? own : `${own}_${nth}`].join('/')
    let nth = 1
    while (taken.has(at(nth))) nth++
    taken.add(at(nth))
    paths.set(path, at(nth))
  }
  return paths
}

/** What names no unit, for `aliases`. */
function unnamed(names: string[]): string {
  return names.length === 0
    ? ''
    : `# Names of no unit; write those that are one under unit: aliases: { <key>: [<name>] }.\n${names.map((name) => `#   ${JSON.stringify(name)}\n`).join('')}`
}

function example(codes: { path: string }[]): string {
  const code = codes.find(({ path }) => path.includes('/'))?.path ?? codes[0]?.path ?? 'code'
  return `# A rule for each variable the codebook has as derived: { kind: coded }. Take \`rules: []\` away and write, for example:
# rules:
#   - variable: my_variable
#     kind: mentioned
#     version: 1
#     date: 2026-01-31
#     steps:
#       - { value: mentioned, code: ${code} }
#     otherwise: not_mentioned
`
}
