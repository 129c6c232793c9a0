import type { NamedStep } from './step-words.ts'

/**
 * What a step's name says of it where only the name is known: `survey/<study>/<round>/<unit>`, `survey/<study>/<unit>`,
 * `check/<study>`.
 */
export function stepOfName(name: string): NamedStep {
  const [, study, ...rest] = name.split('/')
  const [unit, round] = rest.toReversed()
  return { name, study, unit, round }
}
