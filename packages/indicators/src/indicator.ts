import type { Codebook, Quality, Variable } from './codebook.ts'
import { inputsOf } from './derived.ts'
import type { Text } from './text.ts'

/**
 * A variable with meaning across studies: two studies that mean the same use the same id. How it is measured may change;
 * each way is a definition with the variable that holds its values, and the last one is in force.
 */
export type Indicator = {
  id: string
  label: Text
  /** What it tells, in our own words. */
  meaning: Text
  quality: Quality
  /** How it was asked or found. */
  question?: Text
  /** The office or body that answers for it; never a person. */
  owner: Text
  /** The round or period it was first measured in. */
  firstRound: string
  definitions: IndicatorDefinition[]
}

/** One way to measure an indicator. */
export type IndicatorDefinition = {
  /** 1, 2, 3 … */
  version: number
  /** The day it came into force here: `2026-11-21`. */
  date: string
  /** Why it is measured this way, and why it was changed. */
  reason: Text
  /** The variable that holds its values; what is derived says its rule itself. */
  variable: string
}

/** The definition in force: the last one. */
export function currentDefinition({ definitions }: Indicator): IndicatorDefinition {
  return definitions.at(-1)!
}

/**
 * The variables a definition comes from at the beginning of every chain: what was asked or counted. A variable that is
 * not derived is its own source.
 */
export function sourcesOf(
  { variables }: Codebook,
  { variable }: Pick<IndicatorDefinition, 'variable'>,
): Variable[] {
  const seen = new Set<string>()
  const from = (id: string): Variable[] => {
    if (seen.has(id)) return []
    seen.add(id)
    const found = variables.find((candidate) => candidate.id === id)
    if (!found) return []
    return found.derived ? inputsOf(found.derived).flatMap(from) : [found]
  }
  return from(variable)
}
