import type { Variable } from '@pejling/indicators'
import type { Provenance } from '../build.ts'
import type { Cause, DefinitionChange } from './comparison.ts'

/** What went into one edition, by step. */
export type Origins = { steps: Map<string, Provenance>; files: Map<string, string> }

/** Two editions' origins of one study, and what its definitions differ in. */
export type Traces = {
  study: string
  before: Origins
  after: Origins
  definitions: DefinitionChange[]
  variables: Variable[]
}

/** Steps are known by their names, files by `study/path` with their hashes. */
export function originsOf(
  provenance: Provenance[],
  files: { study: string; path: string; sha256: string }[],
): Origins {
  return {
    steps: new Map(provenance.map((step) => [step.step, step])),
    files: new Map(files.map(({ study, path, sha256 }) => [`${study}/${path}`, sha256])),
  }
}

/**
 * Why a table, or one variable of it, differs: every input of its steps that differs, walking up from step to step to
 * the files. Of the codebook only what the table or the variable is made of counts, and no wording. What differs without
 * any of it is `cannot-tell`.
 *
 * @param table as in the provenance: `kora-2017.institution`
 * @param of only what this variable is made of
 */
export function causesOf(traces: Traces, table: string, of?: Variable): Cause[] {
  const steps = new Set(
    [traces.before, traces.after].flatMap((side) =>
      [...side.steps.values()].filter((step) => step.table === table).map(({ step }) => step),
    ),
  )
  if (!steps.size) return [{ kind: 'cannot-tell', why: 'no-provenance', what: table }]
  const relevant = of && madeFrom(traces.variables, of)
  const causes = walk(traces, [...steps], relevant)
  return causes.length ? causes : [{ kind: 'cannot-tell', why: 'nothing-differs', what: of?.id ?? table }]
}

/** Everything that went into a study and differs. */
export function causesOfAll(traces: Traces): Cause[] {
  const steps = [traces.before, traces.after].flatMap((side) =>
    [...side.steps.keys()].filter((name) => name.split('/')[1] === traces.study),
  )
  return walk(traces, [...new Set(steps)], undefined)
}

/** The same cause once. */
export function distinctCauses(causes: Cause[]): Cause[] {
  return [...new Map(causes.map((cause) => [JSON.stringify(cause), cause])).values()]
}

function walk(traces: Traces, steps: string[], relevant: Set<string> | undefined): Cause[] {
  const seen = new Set<string>()
  const causes: Cause[] = []
  for (let name = steps.pop(); name !== undefined; name = steps.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    const [before, after] = [traces.before.steps.get(name), traces.after.steps.get(name)]
    if (before && after && before.codeVersion !== after.codeVersion)
      causes.push({ kind: 'code', step: name, before: before.codeVersion, after: after.codeVersion })
    const inputs = new Set([...Object.keys(before?.inputs ?? {}), ...Object.keys(after?.inputs ?? {})])
    for (const input of inputs) {
      const [was, is] = [before?.inputs[input], after?.inputs[input]]
      if (was === is) continue
      if (traces.before.steps.has(input) || traces.after.steps.has(input)) steps.push(input)
      else causes.push(...causesByFile(traces, input, was, is, relevant))
    }
  }
  return distinctCauses(causes)
}

function causesByFile(
  { study, before, after, definitions }: Traces,
  input: string,
  was: string | undefined,
  is: string | undefined,
  relevant: Set<string> | undefined,
): Cause[] {
  if (!before.files.has(input) && !after.files.has(input))
    return [{ kind: 'cannot-tell', why: 'unknown-input', what: input }]
  const hashes = { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }
  const file = input.slice(study.length + 1)
  const kind = kindOf(file)
  if (kind === 'data') return [{ kind, file, ...hashes }]
  const parsed = {
    'codebook.yaml': 'variable',
    'study.yaml': 'study',
    'published/tables.yaml': 'published-table',
  }
  const part = Object.hasOwn(parsed, file) ? parsed[file as keyof typeof parsed] : undefined
  if (!part) return [{ kind, file, changes: [], ...hashes }]
  const changes = definitions.filter(({ of, id, path }) => {
    const counts = part !== 'variable' || !relevant || relevant.has(id)
    return of === part && counts && !isWording(path)
  })
  const split = { rule: changes.filter(isRule), codebook: changes.filter((change) => !isRule(change)) }
  return (['codebook', 'rule'] as const)
    .filter((kind) => split[kind].length)
    .map((kind) => ({ kind, file, changes: split[kind].map(placeOf), ...hashes }))
}

/** A file that says what data mean, one that says what must hold or is made of them, or data themselves. */
function kindOf(file: string): 'data' | 'codebook' | 'rule' {
  if (/^(study|codebook|codes)\.yaml$|^instruments\/|^rounds\/[^/]+\/round\.yaml$/.test(file))
    return 'codebook'
  if (/\.(ya?ml|sql)$/.test(file)) return 'rule'
  return 'data'
}

/** How a variable is made of others, and what a printed table is held to, are rules. */
function isRule({ of, path }: DefinitionChange): boolean {
  return of === 'published-table' || path === 'derived' || path.startsWith('derived.')
}

/** A text for people moves no number. */
function isWording(path: string): boolean {
  return /(^|\.)(label|plural|title|summary|description|note|direction|citation|licence|limits)(\.|$)/.test(
    path,
  )
}

function placeOf({ of, id, path }: DefinitionChange): string {
  return of === 'study' ? path : [id, path].filter(Boolean).join('.')
}

/** A variable and those it is made from, however many steps back. */
function madeFrom(variables: Variable[], variable: Variable): Set<string> {
  const found = new Set<string>()
  const waiting = [variable]
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    if (found.has(one.id)) continue
    found.add(one.id)
    const named = new Set(textsIn(one.derived))
    waiting.push(...variables.filter(({ id }) => named.has(id)))
  }
  return found
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => [name, ...textsIn(one)])
}
