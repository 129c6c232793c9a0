import { listUploads, type UploadState, uploadStates } from '@pejling/ledger'
import { withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { getUpload } from '../uploads/get-upload.ts'
import { tellUpload } from '../uploads/tell-upload.ts'

/** `pejling round list`: what was sent, newest first. */
export async function listUploadsCommand({
  study,
  state,
  json,
}: {
  study?: string
  state?: string[]
  json?: boolean
}): Promise<ExitCode> {
  const states = state?.map(parseState)
  const uploads = await withHouse(({ ledger }) => listUploads(ledger, { study, states }))
  if (json) printJson(uploads)
  else if (!uploads.length) print('nothing was sent yet; pejling round add')
  else
    print(
      aligned(
        uploads.map(({ id, study, round, unit, state, work, work_status, uploaded_at, stopping }) => [
          ...[String(id), `${study}/${round ?? ''}/${unit}`, state],
          work ? `${work} ${work_status}` : '',
          stopping ? `${stopping} problems stop it` : '',
          uploaded_at.toISOString().slice(0, 16).replace('T', ' '),
        ]),
        { right: [0] },
      ),
    )
  return 0
}

/** `pejling round show`: one upload with all that is known of it. */
export async function showUploadCommand(id: string, { json }: { json?: boolean }): Promise<ExitCode> {
  await withHouse(async (house) => tellUpload(house, await getUpload(house.ledger, id), json))
  return 0
}

function parseState(text: string): UploadState {
  const state = uploadStates.find((known) => known === text)
  if (!state) throw new Error(`unknown state: ${text}; expected one of ${uploadStates.join(', ')}`)
  return state
}
