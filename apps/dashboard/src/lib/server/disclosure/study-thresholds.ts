import { type Study, type ThresholdChange, thresholdState } from '@pejling/indicators'
import { type Ledger, listThresholdDecisions, type ThresholdDecision } from '@pejling/ledger'
import { danishDay } from '#lib/people/danish-day.ts'

/** The thresholds of studies, with what was decided about each in the house, oldest first. */
export async function thresholdsOf(ledger: Ledger, studies: readonly Study[]) {
  const decided = Map.groupBy(await listThresholdDecisions(ledger), ({ study }) => study)
  return studies.map((study) => {
    const decisions = decided.get(study.id) ?? []
    return { ...thresholdState(study, decisions.map(withoutActor)), decisions }
  })
}

function withoutActor({ unit, threshold, reason, at }: ThresholdDecision): ThresholdChange {
  return { unit, threshold, reason, day: danishDay(at) }
}
