import {
  askedVariables,
  type Codebook,
  type ColumnMatch,
  type ColumnMatching,
  type ConfirmedMatch,
  matchColumns,
  type Round,
  type Study,
  type Variable,
} from '@pejling/indicators'
import { findLastReading, findRoundFacts } from '@pejling/ledger'
import { getCodebook, listStudies } from '@pejling/warehouse'
import { fromLedger } from '../from-ledger.ts'
import type { KnownUpload } from './move-upload.ts'

/** What an upload's columns are held against, by the edition that is live. */
export type UploadCodebook = { study: Study; codebook: Codebook; round?: Round }

/** Nothing before the first edition, and of a study that has gone. */
export async function codebookOf(
  locals: App.Locals,
  { study: id, round }: Pick<KnownUpload, 'study' | 'round'>,
): Promise<UploadCodebook | undefined> {
  const { edition } = locals
  const study = edition && (await listStudies(edition)).find((study) => study.id === id)
  if (!edition || !study) return undefined
  const codebook = await getCodebook(edition, id)
  const known = study.rounds?.find((one) => one.id === round)
  if (known || round === null) return { study, codebook, ...(known && { round: known }) }
  const row = await fromLedger(({ ledger }) => findRoundFacts(ledger, id, round))
  return { study, codebook, ...(row && { round: { id: round, ...row.facts } as Round }) }
}

/** How an upload's columns fit, beginning with what was confirmed before, and the variables there are to choose from. */
export async function matchingOf(
  locals: App.Locals,
  upload: KnownUpload,
): Promise<{ matching: ColumnMatching; variables: Variable[] } | undefined> {
  const found = await codebookOf(locals, upload)
  const unit = found?.study.units.find(({ id }) => id === upload.unit)
  const columns = upload.receipt?.tables[0]?.columns
  if (!found || !unit || !columns) return undefined
  const asked = {
    ...{ study: found.study, codebook: found.codebook, unit },
    ...(found.study.instruments && { instruments: found.study.instruments }),
    ...(found.round && { round: found.round }),
  }
  const match = upload.reading.match ?? (await lastMatch(upload))
  const matching = matchColumns(columns, { ...asked, ...(match && { before: match }) })
  return { matching: upload.reading.match ? confirmed(matching) : matching, variables: askedVariables(asked) }
}

/** What was confirmed for this very file is no memory of another one. */
function confirmed({ columns, absent }: ColumnMatching): ColumnMatching {
  const said = columns.map((column): ColumnMatch => {
    const { best } = column
    return best?.by === 'before' ? { ...column, best: { ...best, by: 'person' } } : column
  })
  return { columns: said, absent }
}

/** What was confirmed the last time this sender sent a file of the unit. */
async function lastMatch({ study, unit, sender, id }: KnownUpload): Promise<ConfirmedMatch | undefined> {
  const last = await fromLedger(({ ledger }) => findLastReading(ledger, { study, unit, sender, before: id }))
  return last?.reading.match
}
