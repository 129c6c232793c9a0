import { isOpen } from './disclosure.ts'
import type { Study } from './study.ts'
import { type HeldThreshold, heldThresholds, type ThresholdChange, withDecisions } from './threshold.ts'

/** The smallest counts an edition's study is shown with, and what was decided since and counts from the next edition on. */
export type ThresholdState = {
  study: string
  /** All counts are shown to all: nobody meets the thresholds. */
  open: boolean
  thresholds: HeldThreshold[]
  /** Those that will be otherwise. */
  awaiting: HeldThreshold[]
}

/** `changes` are all decisions of the house about the study, oldest first. */
export function thresholdState(study: Study, changes: readonly ThresholdChange[]): ThresholdState {
  const thresholds = heldThresholds(study)
  const after = heldThresholds(withDecisions(study, changes))
  const awaiting = after.filter((one, at) => JSON.stringify(one) !== JSON.stringify(thresholds[at]))
  return { study: study.id, open: isOpen(study), thresholds, awaiting }
}
