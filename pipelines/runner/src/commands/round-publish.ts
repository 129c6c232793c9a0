import {
  approveUpload,
  publishUpload,
  requestPreview,
  type Upload,
  type UploadDecision,
  withdrawUpload,
} from '@pejling/ledger'
import { readConfiguration } from '@pejling/operation'
import { type House, withHouse } from '../house.ts'
import type { ExitCode } from '../output.ts'
import { getUpload } from '../uploads/get-upload.ts'
import { forgetFailedRows } from '../uploads/forget-failed-rows.ts'
import { tellUpload } from '../uploads/tell-upload.ts'
import { untilWorked } from '../uploads/until-worked.ts'

type Json = { json?: boolean }

/** `pejling round preview UPLOAD`: a trial edition, and what it would change. */
export async function previewCommand(said: string, { json }: Json): Promise<ExitCode> {
  return move(said, json, ({ ledger }, decision) => requestPreview(ledger, decision))
}

/** `pejling round approve UPLOAD`: by another person than the one who sent it, unless PEJLING_APPROVAL says so. */
export async function approveCommand(said: string, { json }: Json): Promise<ExitCode> {
  const { approval } = readConfiguration(process.env)
  return move(
    said,
    json,
    ({ ledger }, decision) => approveUpload(ledger, decision, { approval }),
    stateInWords,
  )
}

/** `pejling round live UPLOAD`: an edition with it goes live. */
export async function liveCommand(said: string, { json }: Json): Promise<ExitCode> {
  return move(said, json, ({ ledger }, decision) => publishUpload(ledger, decision), stateInWords)
}

/** `pejling round withdraw UPLOAD --why WORDS`: if it is live, an edition without it goes live. */
export async function withdrawCommand(
  said: string,
  { why, json }: { why: string } & Json,
): Promise<ExitCode> {
  return move(
    said,
    json,
    async ({ home, ledger }, decision) => {
      const version = await withdrawUpload(ledger, decision, why)
      await forgetFailedRows(home, ledger)
      return version
    },
    stateInWords,
  )
}

async function move(
  said: string,
  json: boolean | undefined,
  make: (house: House, decision: UploadDecision) => Promise<number>,
  words?: (upload: Upload) => string,
): Promise<ExitCode> {
  return withHouse(async (house) => {
    const { home, ledger, caller } = house
    const { id, version } = await getUpload(ledger, said)
    await make(house, { upload: id, seenVersion: version, by: caller.by })
    const upload = await untilWorked(home, ledger, id)
    await tellUpload(house, upload, json, words)
    return upload.work_status === 'failed' ? 1 : 0
  })
}

function stateInWords({ id, state, work, work_status, work_message }: Upload): string {
  const failed = work_status === 'failed' ? `; ${work} failed: ${work_message}` : ''
  return `upload ${id} is ${state}${failed}`
}
