import { type ThresholdChange, thresholdColumns, thresholdFile } from '@pejling/indicators'
import { type Ledger, listThresholdDecisions, type ThresholdDecision } from '@pejling/ledger'
import { danishDay } from '../danish-day.ts'
import type { Home } from '../home.ts'
import type { StudyFolder } from '../study-folder.ts'
import { type HouseTable, withHouseRows } from './house-rows.ts'

/** What was decided in the house about a study's thresholds, as rows of its `thresholds.csv`: never who decided it. */
export function thresholdTable(decisions: readonly ThresholdDecision[]): HouseTable {
  const newest = [...new Map(decisions.map((one) => [one.unit, one])).values()]
  const sorted = newest.sort((a, b) => (a.unit < b.unit ? -1 : 1)).map(changeOf)
  return {
    ...{ path: thresholdFile, header: thresholdColumns, keys: 1 },
    rows: sorted.flatMap(({ unit, threshold, reason, day }) =>
      threshold === null ? [] : [[unit, String(threshold), reason.replace(/\s+/g, ' '), day]],
    ),
    gone: sorted.filter(({ threshold }) => threshold === null).map(({ unit }) => [unit]),
  }
}

/** A decision without who made it. */
export function changeOf({ unit, threshold, reason, at }: ThresholdDecision): ThresholdChange {
  return { unit, threshold, reason, day: danishDay(at) }
}

/** Lays what was decided in the house over the studies' folders. */
export async function withDecidedThresholds(
  folders: StudyFolder[],
  { home, ledger }: { home: Home; ledger: Ledger },
): Promise<StudyFolder[]> {
  const decided = Map.groupBy(await listThresholdDecisions(ledger), ({ study }) => study)
  return Promise.all(
    folders.map(async (folder) => {
      const decisions = decided.get(folder.id)
      // A study whose files are not looked at stays as it is.
      return decisions && folder.files.length
        ? withHouseRows(folder, thresholdTable(decisions), home)
        : folder
    }),
  )
}
