import { acceptDeviation, requestCheck } from '@pejling/ledger'
import { type House, withHouse } from '../house.ts'
import type { ExitCode } from '../output.ts'
import { getUpload } from '../uploads/get-upload.ts'
import { tellUpload } from '../uploads/tell-upload.ts'
import { untilWorked } from '../uploads/until-worked.ts'

type Json = { json?: boolean }

/** `pejling round check UPLOAD`: checks it and tells the problems. */
export async function checkUploadCommand(said: string, { json }: Json): Promise<ExitCode> {
  return withHouse(async (house) => {
    const { id, version } = await getUpload(house.ledger, said)
    await requestCheck(house.ledger, { upload: id, seenVersion: version, by: house.caller.by })
    return tellChecked(house, id, json)
  })
}

type Accepted = Record<'rule' | 'note', string> &
  Partial<Record<'variable' | 'column' | 'value' | 'category' | 'asMissing', string>>

/** `pejling round accept UPLOAD --rule R --note N`: accepts a known deviation, and checks it anew. */
export async function acceptCommand(
  said: string,
  { json, category, asMissing, rule, note, variable, column, value }: Accepted & Json,
): Promise<ExitCode> {
  const means =
    category !== undefined ? { category } : asMissing !== undefined ? { missing: asMissing } : undefined
  return withHouse(async (house) => {
    const { id, version } = await getUpload(house.ledger, said)
    const decision = { upload: id, seenVersion: version, by: house.caller.by }
    await acceptDeviation(house.ledger, decision, {
      rule,
      note,
      variable,
      column,
      value,
      ...(means && { means }),
    })
    return tellChecked(house, id, json)
  })
}

/** Waits for the check of an upload and tells it: 1 if something stops it. */
export async function tellChecked(house: House, id: number, json?: boolean): Promise<ExitCode> {
  const upload = await untilWorked(house.home, house.ledger, id)
  await tellUpload(house, upload, json)
  return upload.work_status === 'failed' || upload.stopping > 0 ? 1 : 0
}
