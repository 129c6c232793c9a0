import type { Codebook, Variable } from './codebook.ts'
import { type Derivation, inputsOf, kindOf } from './derived.ts'
import type { Study } from './study.ts'
import { isCollected } from './unit-files.ts'

/** Rows a derive step reads: the survey's of a unit, and what earlier derive steps made for it. */
export type DeriveInput = {
  unit: string
  /** `same`: of the step's own round, or of a unit without rounds; `all`: of every round. */
  rounds: 'same' | 'all'
  variables: string[]
}

/**
 * One step of derived variables: those of a unit (and round) that can be made together. It writes `derived.parquet`:
 * `line`, `round` if it goes across rounds, and a value and a missing reason for each variable.
 */
export type DeriveStep = {
  /** `derive/<study>/<unit>`, `derive/<study>/<round>/<unit>`, with `/2` and so on if the unit needs another turn. */
  name: string
  study: string
  unit: string
  /** Missing if the unit has no rounds, or if the step reads all of them. */
  round?: string
  variables: string[]
  inputs: DeriveInput[]
  /** Names of the steps that make some of its inputs: derive steps, and that which makes values of coded interviews. */
  after: string[]
  /** `.sql` files it runs, in the study's folder. */
  files: string[]
  /** What decides its result beside its inputs: the definitions of its variables and inputs. */
  parameters: unknown
}

/**
 * The steps that make a study's derived variables, each after those it builds on. `rounds` says which rounds each unit
 * has (`{institution: ['2024', '2025']}`, none for a unit without rounds), in the order of their periods. What stays in
 * a round is a step for each round, so that a new round leaves the others as they are.
 *
 * @throws nothing; variables that are derived from themselves or from unknown ones (`parseCodebook` tells) are left out
 */
export function deriveSteps(
  study: Study,
  { variables }: Codebook,
  rounds: Record<string, string[]> = {},
): DeriveStep[] {
  const byId = new Map(variables.map((variable) => [variable.id, variable]))
  const hasFile = (id: string) => study.units.some((unit) => unit.id === id && isCollected(unit))
  const derived = variables.filter(
    ({ derived, leftOut, unit }) => derived !== undefined && !leftOut && hasFile(unit),
  )
  const isCoded = (variable: Variable) => kindOf(variable.derived!) === 'coded'
  let waiting = derived.filter((variable) => !isCoded(variable))
  const steps: DeriveStep[] = []
  const coded = derived.filter(isCoded).map(({ id }) => [id, [quantifyStep(study.id)]] as const)
  const madeBy = new Map<string, string[]>(coded.map(([id, names]) => [id, [...names]]))
  const turns = new Map<string, number>()
  const isMade = (id: string) => madeBy.has(id) || (byId.has(id) && !byId.get(id)!.derived)
  // A `.sql` file runs before anything else of its step, so that it cannot read what the step makes.
  const isReady = ({ derived }: Variable, also: Variable[]) =>
    inputsOf(derived!).every(
      (id) => isMade(id) || (derived!.kind !== 'sql' && also.some((variable) => variable.id === id)),
    )

  while (waiting.length > 0) {
    const first = waiting.find((variable) => isReady(variable, []))
    if (!first) break
    const across = isAcross(first.derived!)
    const together: Variable[] = []
    for (let found = true; found;) {
      const next = waiting.filter(
        (variable) =>
          variable.unit === first.unit &&
          isAcross(variable.derived!) === across &&
          !together.includes(variable) &&
          isReady(variable, together),
      )
      together.push(...next)
      found = next.length > 0
    }
    waiting = waiting.filter((variable) => !together.includes(variable))
    const turn = (turns.get(first.unit) ?? 0) + 1
    turns.set(first.unit, turn)
    const own = rounds[first.unit] ?? []
    const made = (across || own.length === 0 ? [undefined] : own).map((round) =>
      stepOf(study, byId, together, { across, round, turn }, madeBy),
    )
    steps.push(...made)
    for (const { id } of together)
      madeBy.set(
        id,
        made.map(({ name }) => name),
      )
  }
  return steps.map((step) => ({ ...step, after: sameRound(step, steps) }))
}

/** The step that makes the variables of kind `coded`. */
export function quantifyStep(study: string): string {
  return `quantify/${study}`
}

/** Does it need the rows of other rounds? */
export function isAcross(derivation: Derivation): boolean {
  return kindOf(derivation) === 'change' || kindOf(derivation) === 'sql'
}

function stepOf(
  study: Study,
  byId: Map<string, Variable>,
  together: Variable[],
  { across, round, turn }: { across: boolean; round: string | undefined; turn: number },
  madeBy: Map<string, string[]>,
): DeriveStep {
  const [{ unit }] = together
  const read = [...new Set(together.flatMap(({ derived }) => inputsOf(derived!)))]
    .filter((id) => !together.some((variable) => variable.id === id))
    .map((id) => byId.get(id)!)
  // The unit's own rows are read for its keys, and a counted unit's even if none of its variables are.
  const counted = together.flatMap(({ derived }) =>
    derived && 'of' in derived && derived.kind === 'aggregate' ? [derived.of] : [],
  )
  const units = [...new Set([unit, ...counted, ...read.map((variable) => variable.unit)])]
  return {
    name: ['derive', study.id, ...(round ? [round] : []), unit, ...(turn > 1 ? [turn] : [])].join('/'),
    ...{ study: study.id, unit },
    ...(round ? { round } : {}),
    variables: together.map(({ id }) => id),
    inputs: units.map((id) => ({
      unit: id,
      rounds: across ? 'all' : 'same',
      variables: read.filter((variable) => variable.unit === id).map((variable) => variable.id),
    })),
    after: [...new Set(read.flatMap(({ id }) => madeBy.get(id) ?? []))],
    files: [...new Set(together.flatMap(({ derived }) => (derived?.kind === 'sql' ? [derived.file] : [])))],
    parameters: [...together, ...read].map(({ id, unit, scale, categories, range, derived }) => ({
      ...{ id, unit, scale, categories: categories?.map((category) => category.id), range },
      derived: derived && { ...derived, note: undefined },
    })),
  }
}

/** A step of one round builds on steps of that round and of no round. */
function sameRound(step: DeriveStep, steps: DeriveStep[]): string[] {
  return step.after.filter((name) => {
    const other = steps.find((candidate) => candidate.name === name)
    return step.round === undefined || other?.round === undefined || other.round === step.round
  })
}
