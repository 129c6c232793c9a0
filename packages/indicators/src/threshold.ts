import type { Study } from './study.ts'
import type { Text } from './text.ts'

/**
 * A smallest count that was decided for a study after its folder was written: laid over it by the house as a line of
 * `thresholds.csv`, or taken into the folder. Whose decision it was stands in the ledger, never in an edition.
 */
export type DecidedThreshold = {
  unit: string
  threshold: number
  /** Why, in the words of the one who decided it; it names nobody. */
  reason: string
  /** `2026-11-21` */
  day: string
}

/** The smallest count of a unit that is shown to those who may not see all, and why it is that. */
export type HeldThreshold = {
  unit: string
  threshold: number
  /** What holds where nobody says otherwise. */
  usual: number
  /** What the study's own file says, else the usual: a decision can only be for a larger one. */
  own: number
  from: 'usual' | 'study' | 'decided'
  reason?: Text
  /** The day of a decision. */
  day?: string
  /** Smaller than the usual: only the study's own file can say so, with a reason. */
  belowUsual: boolean
}

/** Units that are known not to be persons. */
export const organisations: readonly string[] = ['institution', 'municipality']

/** 3 for institutions and municipalities, 5 for all others, which may be persons. */
export function usualThreshold(unit: string): number {
  return organisations.includes(unit) ? 3 : 5
}

/** What not even the study's own file may go below: 2 organisations, 3 of anything that may be a person. */
export function leastThreshold(unit: string): number {
  return organisations.includes(unit) ? 2 : 3
}

/** The smallest count of a unit that may be shown to those who may not see all. */
export function thresholdOf({ disclosure }: Pick<Study, 'disclosure'>, unit: string): number {
  const own = disclosure?.thresholds?.[unit] ?? usualThreshold(unit)
  const decided = disclosure?.decided?.find((one) => one.unit === unit)
  return Math.max(own, decided?.threshold ?? own)
}

/** Every unit of a study with the smallest count that is shown of it, in the order of the study. */
export function heldThresholds(study: Pick<Study, 'units' | 'disclosure'>): HeldThreshold[] {
  return study.units.map(({ id }) => heldThreshold(study, id))
}

/** The same of one unit. */
export function heldThreshold(study: Pick<Study, 'disclosure'>, unit: string): HeldThreshold {
  const { thresholds, thresholdReason, decided } = study.disclosure ?? {}
  const [usual, threshold] = [usualThreshold(unit), thresholdOf(study, unit)]
  const own = thresholds?.[unit] ?? usual
  const held = { unit, threshold, usual, own, belowUsual: threshold < usual }
  const decision = decided?.find((one) => one.unit === unit)
  if (decision && threshold > own) {
    const { reason, day } = decision
    return { ...held, from: 'decided', reason: { da: reason, en: reason }, day }
  }
  if (thresholds?.[unit] === undefined) return { ...held, from: 'usual' }
  return { ...held, from: 'study', ...(thresholdReason && { reason: thresholdReason }) }
}

/** A decision as the house keeps it: without a threshold the study's own holds again. */
export type ThresholdChange = Omit<DecidedThreshold, 'threshold'> & { threshold: number | null }

/** The study as it is once these decisions count, oldest first: the newest of a unit holds. */
export function withDecisions<Decided extends Pick<Study, 'disclosure'>>(
  study: Decided,
  changes: readonly ThresholdChange[],
): Decided {
  if (!changes.length) return study
  const decided = new Map((study.disclosure?.decided ?? []).map((one) => [one.unit, one]))
  for (const { threshold, ...change } of changes) {
    decided.delete(change.unit)
    if (threshold !== null) decided.set(change.unit, { ...change, threshold })
  }
  return { ...study, disclosure: { ...study.disclosure, decided: [...decided.values()] } }
}

/**
 * May this be decided? A decision can ask for more units than the study's own file does, never for fewer.
 *
 * @throws `unit: expected one of municipality, institution, found child`, `reason: expected 10 to 500 letters, found 0`,
 *   `threshold: expected a whole number from 3 to 1000, found 2; only study.yaml can say less, with a thresholdReason`
 */
export function assertThreshold(
  study: Pick<Study, 'units' | 'disclosure'>,
  { unit, threshold, reason }: Omit<ThresholdChange, 'day'>,
): void {
  const units = study.units.map(({ id }) => id)
  if (!units.includes(unit)) throw new Error(`unit: expected one of ${units.join(', ')}, found ${unit}`)
  const { own } = heldThreshold(study, unit)
  if (threshold !== null && !(Number.isInteger(threshold) && threshold >= own && threshold <= mostThreshold))
    throw new Error(
      `threshold: expected a whole number from ${own} to ${mostThreshold}, found ${threshold}; ` +
        'only study.yaml can say less, with a thresholdReason',
    )
  const letters = [...reason.trim()].length
  if (letters < leastReason || letters > mostReason)
    throw new Error(`reason: expected ${leastReason} to ${mostReason} letters, found ${letters}`)
}

/** How long a reason is, in letters, and how large a threshold can be. */
export const leastReason = 10
export const mostReason = 500
export const mostThreshold = 1000
