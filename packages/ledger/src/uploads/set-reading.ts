import type { Ledger } from '../ledger.ts'
import { asked, changeUpload, expectNoRun, expectMove, unchecked } from './change-upload.ts'
import type { Deviation, DeviationOf, UploadDecision, UploadReading } from './upload.ts'

/**
 * Chooses over what was guessed: format, sheet, encoding, delimiter, decimal mark … The file is read anew. Records the
 * act `set-reading`.
 *
 * @throws as `changeUpload`; `read: expected uploaded or read …, found live`
 */
export function setReading(
  ledger: Ledger,
  decision: UploadDecision,
  choices: Record<string, unknown>,
): Promise<number> {
  return changeUpload(ledger, decision, 'upload-rounds', async (_, upload) => {
    expectMove(upload, 'read')
    expectNoRun(upload, 'read')
    const reading = JSON.stringify({ ...upload.reading, choices })
    return {
      ...{ act: 'set-reading', details: { chosen: Object.keys(choices).sort() } },
      update: { ...unchecked, state: 'uploaded', reading, receipt: null, ...asked('read') },
    }
  })
}

/**
 * Says which variable each column holds and what units are called in the file; it is then checked. Records the act
 * `set-match`.
 *
 * @throws as `changeUpload`; `match: expected read or …, found uploaded`
 */
export function setMatch(
  ledger: Ledger,
  decision: UploadDecision,
  { match, aliases }: Pick<Required<UploadReading>, 'match'> & Pick<UploadReading, 'aliases'>,
): Promise<number> {
  return changeUpload(ledger, decision, 'upload-rounds', async (_, upload) => {
    expectMove(upload, 'match')
    expectNoRun(upload, 'match')
    const reading: UploadReading = { ...upload.reading, match, aliases: aliases ?? upload.reading.aliases }
    const columns = Object.keys(match).length
    return {
      ...{ act: 'set-match', details: { columns } },
      update: { ...unchecked, state: 'read', reading: JSON.stringify(reading), ...asked('check') },
    }
  })
}

/**
 * Accepts a known deviation with a note; it is then checked anew and not asked again. Records the act
 * `accept-deviation`, without the note.
 *
 * @throws as `changeUpload`; `accept: expected a note, found none`
 */
export async function acceptDeviation(
  ledger: Ledger,
  decision: UploadDecision,
  deviation: Omit<Deviation, 'by'>,
): Promise<number> {
  const note = deviation.note.trim()
  if (!note) throw new Error('accept: expected a note, found none')
  const accepted: Deviation = { ...deviation, note, by: decision.by.actor }
  return changeDeviations(ledger, decision, 'accept-deviation', deviation, (others) => [...others, accepted])
}

/** Takes an accepted deviation back. Records the act `drop-deviation`. */
export function dropDeviation(
  ledger: Ledger,
  decision: UploadDecision,
  deviation: DeviationOf,
): Promise<number> {
  return changeDeviations(ledger, decision, 'drop-deviation', deviation, (others) => others)
}

async function changeDeviations(
  ledger: Ledger,
  decision: UploadDecision,
  act: 'accept-deviation' | 'drop-deviation',
  { rule, variable, column, value }: DeviationOf,
  change: (others: Deviation[]) => Deviation[],
): Promise<number> {
  return changeUpload(ledger, decision, 'upload-rounds', async (_, upload) => {
    expectMove(upload, 'accept')
    expectNoRun(upload, 'accept')
    const isSame = (one: Deviation) =>
      one.rule === rule && one.variable === variable && one.column === column && one.value === value
    const accepted = change((upload.reading.accepted ?? []).filter((one) => !isSame(one)))
    const reading: UploadReading = { ...upload.reading, accepted }
    return {
      ...{ act, details: { rule, ...(variable === undefined ? {} : { variable }) } },
      update: { ...unchecked, state: 'read', reading: JSON.stringify(reading), ...asked('check') },
    }
  })
}
