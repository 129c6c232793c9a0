import { frameOf, type ModelInput, type SpecifiedModel, specifiedModel } from './fitted-model.ts'
import type { ModelFrame } from './model-frame.ts'
import { type Limit, parameterLimit } from './parameter-limit.ts'
import { type RecessionCone, recessionCone } from './recession-cone.ts'

/** A coefficient or threshold without a finite estimate, and where it goes. */
export type InfiniteParameter = {
  name: string
  term?: string
  level?: string
  limit: Exclude<Limit, 'finite'>
  /** A level (its own or the reference) at which all observations answered alike: the usual reason, fit for a sentence. */
  alike?: { level: string; observations: number; category: string }
}

/** Whether the data are separated, and what that leaves without an estimate. */
export type Separation = {
  separated: boolean
  /** Complete: in the limit every observation is predicted perfectly. Quasi-complete: only some are. */
  kind: 'none' | 'quasi-complete' | 'complete'
  coefficients: InfiniteParameter[]
  thresholds: InfiniteParameter[]
  /** In how many independent directions the likelihood can be followed without end. */
  directions: number
}

/**
 * Looks for separation: combinations of effects along which the likelihood of a cumulative or binary logit grows or
 * stays level for ever, so that no finite maximum exists. Says which coefficients run off and in which direction.
 * Nothing is separated if fewer than two categories were observed: then there is no model.
 *
 * @throws what `modelFrame` throws
 * @example
 * detectSeparation({
 *   y: { levels: ['no', 'yes'], values: ['no', 'yes', 'yes', 'yes'] },
 *   x: { group: { type: 'factor', levels: ['a', 'b'], values: ['a', 'a', 'b', 'b'] } },
 * }).coefficients // group=b goes to plus-infinity: both answered yes
 *
 * Source: Albert & Anderson 1984, Biometrika 71, 1-10; the search is described at `recessionCone`.
 */
export function detectSeparation(input: ModelInput): Separation {
  const model = specifiedModel(frameOf(input))
  return separationOf(model, model && recessionCone(model.problem))
}

/** What a recession cone means for the parameters of a model. */
export function separationOf(model: SpecifiedModel | undefined, cone: RecessionCone | undefined): Separation {
  if (!model || !cone?.separated)
    return { separated: false, kind: 'none', coefficients: [], thresholds: [], directions: 0 }
  const coefficients: InfiniteParameter[] = []
  model.coefficients.forEach(({ name, functional }, column) => {
    const limit = parameterLimit(cone, functional)
    if (limit === 'finite') return
    const { term, level } = model.design.columns[column]
    coefficients.push({
      name,
      term,
      ...(level !== undefined && { level }),
      limit,
      ...alike(model, term, level),
    })
  })
  const thresholds: InfiniteParameter[] = []
  for (const { name, functional } of model.thresholds) {
    const limit = parameterLimit(cone, functional)
    if (limit !== 'finite') thresholds.push({ name, limit })
  }
  return {
    separated: true,
    kind: cone.complete ? 'complete' : 'quasi-complete',
    coefficients,
    thresholds,
    directions: cone.unbounded.length,
  }
}

function alike(
  { frame, design }: SpecifiedModel,
  name: string,
  level: string | undefined,
): Pick<InfiniteParameter, 'alike'> {
  const reference = design.references.find((one) => one.term === name)?.level
  if (level === undefined || reference === undefined) return {}
  const found = unanimous(frame, name, level) ?? unanimous(frame, name, reference)
  return found ? { alike: found } : {}
}

function unanimous(frame: ModelFrame, name: string, level: string): InfiniteParameter['alike'] {
  const term = frame.terms.find((one) => one.name === name)
  if (!term || !('codes' in term)) return undefined
  const code = term.levels.indexOf(level)
  const answers = new Set<number>()
  let observations = 0
  for (let g = 0; g < frame.patterns; g++) {
    if (term.codes[g] !== code) continue
    for (let i = frame.start[g]; i < frame.start[g + 1]; i++) {
      answers.add(frame.category[i])
      observations += frame.weight[i]
    }
  }
  const [answer] = answers
  return answers.size === 1 ? { level, observations, category: frame.categories[answer] } : undefined
}
