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
 * the files, and what the study and the codebook say otherwise. Of them only what the table or the variable is made of
 * counts, and no wording. What differs without any of it is `cannot-tell`.
 *
 * @param table as in the provenance: `kora-2017.institution`; a step that adds columns to it names them after a colon
 * @param of only what this variable is made of
 */
export function causesOf(traces: Traces, table: string, of?: Variable): Cause[] {
  const steps = stepsOf(traces, table, of)
  if (!steps.length) return [{ kind: 'cannot-tell', why: 'no-provenance', what: table }]
  const unit = table.startsWith(`${traces.study}.`) ? table.slice(traces.study.length + 1) : undefined
  const made = of ? [of] : traces.variables.filter((variable) => variable.unit === unit)
  const relevant = unit ? new Set(made.flatMap((one) => [...madeFrom(traces.variables, one)])) : undefined
  const defined = causesByDefinition(traces, relevant).filter(({ file }) => file !== indicatorFile)
  const causes = distinctCauses([...walk(traces, steps), ...defined])
  return causes.length ? causes : [{ kind: 'cannot-tell', why: 'nothing-differs', what: of?.id ?? table }]
}

/** Everything that went into a study and differs. */
export function causesOfAll(traces: Traces): Cause[] {
  const steps = [traces.before, traces.after].flatMap((side) =>
    [...side.steps.keys()].filter((name) => name.split('/')[1] === traces.study),
  )
  return distinctCauses([...walk(traces, [...new Set(steps)]), ...causesByDefinition(traces, undefined)])
}

/** The steps that made a table; of a variable that one of them adds to it, that one. */
function stepsOf({ before, after }: Traces, table: string, of: Variable | undefined): string[] {
  const all = [before, after].flatMap((side) => [...side.steps.values()])
  const added = all.filter((step) => step.table.startsWith(`${table}: `))
  const adds = added.filter(
    (step) =>
      of &&
      step.table
        .slice(table.length + 2)
        .split(', ')
        .includes(of.id),
  )
  const whole = all.filter((step) => step.table === table)
  const found = adds.length ? adds : of ? whole : [...whole, ...added]
  return [...new Set(found.map(({ step }) => step))]
}

/** The same cause once. */
export function distinctCauses(causes: Cause[]): Cause[] {
  return [...new Map(causes.map((cause) => [JSON.stringify(cause), cause])).values()]
}

function walk(traces: Traces, steps: string[]): Cause[] {
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
      else causes.push(...causesByFile(traces, input, was, is))
    }
  }
  return causes
}

/** An indicator says which variable it is; no table is made of that. */
export const indicatorFile = 'indicators.yaml'

/** Files that are told by what is written in them, not by being another file. */
const parsed: Record<string, DefinitionChange['of']> = {
  'codebook.yaml': 'variable',
  'study.yaml': 'study',
  'published/tables.yaml': 'published-table',
  [indicatorFile]: 'indicator',
}

function causesByFile(
  { study, before, after }: Traces,
  input: string,
  was: string | undefined,
  is: string | undefined,
): Cause[] {
  if (!before.files.has(input) && !after.files.has(input))
    return [{ kind: 'cannot-tell', why: 'unknown-input', what: input }]
  const file = input.slice(study.length + 1)
  if (Object.hasOwn(parsed, file)) return []
  const [kind, hashes] = [kindOf(file), hashesOf(was, is)]
  return [kind === 'data' ? { kind, file, ...hashes } : { kind, file, changes: [], ...hashes }]
}

type DefinitionCause = Extract<Cause, { kind: 'codebook' | 'rule' }>

/**
 * What the study's definitions say otherwise: of variables only the relevant ones, and then of the study only its units.
 * Instruments and rounds are known by their files.
 */
function causesByDefinition(traces: Traces, relevant: Set<string> | undefined): DefinitionCause[] {
  const hashesIn = (file: string) => {
    const path = `${traces.study}/${file}`
    return hashesOf(traces.before.files.get(path), traces.after.files.get(path))
  }
  const causes = Object.entries(parsed).flatMap(([file, part]): DefinitionCause[] => {
    const changes = traces.definitions.filter(({ of, id, path }) => {
      if (of !== part || isWording(path)) return false
      if (!relevant) return true
      return of === 'variable' ? relevant.has(id) : of === 'study' && /^units(\.|$)/.test(path)
    })
    return (['codebook', 'rule'] as const).flatMap((kind) => {
      const own = changes.filter((change) => isRule(change) === (kind === 'rule'))
      return own.length ? [{ kind, file, changes: own.map(placeOf), ...hashesIn(file) }] : []
    })
  })
  const files = new Set([...traces.before.files.keys(), ...traces.after.files.keys()])
  for (const path of files) {
    const file = path.slice(traces.study.length + 1)
    const hashes = hashesIn(file)
    if (/^instruments\/|^rounds\/[^/]+\/round\.yaml$/.test(file) && hashes.before !== hashes.after)
      causes.push({ kind: 'codebook', file, changes: [], ...hashes })
  }
  return causes
}

/** Hashes of a file before and after; one that is not there is missing. */
export function hashesOf(
  before: string | undefined,
  after: string | undefined,
): { before?: string; after?: string } {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
}

/** A file that says what data mean, one that says what must hold or is made of them, or data themselves. */
function kindOf(file: string): 'data' | 'codebook' | 'rule' {
  if (/^(study|codebook|codes)\.yaml$|^instruments\/|^rounds\/[^/]+\/round\.yaml$/.test(file))
    return 'codebook'
  if (/\.(ya?ml|sql)$/.test(file)) return 'rule'
  return 'data'
}

/** How a variable is made of others, what a printed table is held to, and how an indicator is measured, are rules. */
function isRule({ of, path }: DefinitionChange): boolean {
  return of === 'published-table' || of === 'indicator' || path === 'derived' || path.startsWith('derived.')
}

/** A text for people moves no number. */
export function isWording(path: string): boolean {
  return /(^|\.)(label|plural|title|summary|description|note|direction|citation|licence|limits|meaning|question|owner|reason)(\.|$)/.test(
    path,
  )
}

function placeOf({ of, id, path }: DefinitionChange): string {
  return of === 'study' ? path : [id, path].filter(Boolean).join('.')
}

/** A variable and those it is made from, however many steps back. */
export function madeFrom(variables: Variable[], variable: Variable): Set<string> {
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
