import type { ReceivedColumn, Receipt, UploadFormat } from '@pejling/indicators'
import { isArchivableName } from './archivable-name.ts'
import type { ArchiveRemark } from './remark.ts'

/** Formats that can say what a column is called in full. */
const labelled: readonly (UploadFormat | undefined)[] = ['sav', 'zsav', 'dta', 'surveyxact', 'redcap']

/**
 * What an archive would say of a file as it was sent, before it is anything else: nothing of it keeps the round from being
 * loaded, since the codebook says names, labels and codes anew; it tells the sender what to change in the instrument.
 */
export function receiptReadiness({ format, choices, tables }: Receipt): ArchiveRemark[] {
  const columns = tables[0]?.columns ?? []
  const named = (test: (column: ReceivedColumn) => boolean) =>
    columns.filter(test).map(({ name, heading }) => heading ?? name)
  const remarks: ArchiveRemark[] = [
    {
      rule: 'name',
      severity: 'warns',
      places: named(({ name, heading }) => !isArchivableName(heading ?? name)),
    },
    {
      ...{ rule: 'value-label-twice', severity: 'warns' },
      places: named(({ labels = [] }) => new Set(labels.map(({ label }) => label)).size < labels.length),
    },
    { rule: 'identifier', severity: 'warns', places: named(({ identifier }) => identifier === true) },
    {
      ...{ rule: 'missing-in-text', severity: 'notes' },
      places: named(({ type, missing = [] }) => type === 'text' && missing.length > 0),
    },
    {
      ...{ rule: 'column-label', severity: 'notes' },
      places: labelled.includes(format) ? named(({ label }) => !label) : [],
    },
    {
      ...{ rule: 'encoding', severity: 'notes' },
      places: choices.encoding && choices.encoding !== 'utf-8' ? [choices.encoding] : [],
    },
  ]
  return remarks.filter(({ places }) => places.length > 0)
}
