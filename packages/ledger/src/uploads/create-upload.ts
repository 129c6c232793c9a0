import { recordAct, type Actor } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'
import { assertStillMay } from '../people-change.ts'
import { asked } from './change-upload.ts'
import { putRoundFacts } from './round-facts.ts'
import type { NewUpload, UploadReading } from './upload.ts'
import { tellUpload } from './upload-changes.ts'
import { findLastReading } from './upload-list.ts'

/**
 * Remembers what was sent, whose bytes are stored already, and asks the worker to read it; records the act `upload`. It
 * begins with what was said of the last one from the same sender: what units are called, and accepted deviations.
 *
 * @returns its number
 * @throws `no access: upload-rounds needs the role analyst, found reader`, `upload: expected a file, found none`,
 *   `interviews: expected one file, found 2`, `study: …`
 */
export async function createUpload(ledger: Ledger, upload: NewUpload, by: Actor): Promise<number> {
  const { kind = 'survey', study, round, unit, sender = '', note, files, facts, seenFacts = 0 } = upload
  if (!files.length) throw new Error('upload: expected a file, found none')
  if (kind === 'interviews' && files.length > 1)
    throw new Error(`interviews: expected one file, found ${files.length}`)
  if (kind === 'survey' && round === undefined)
    throw new Error('round: expected a name such as 2026, found none')
  for (const [what, name] of Object.entries({ study, unit, ...(round === undefined ? {} : { round }) }))
    if (!/^[a-z0-9][a-z0-9_-]{0,99}$/.test(name))
      throw new Error(`${what}: expected a name such as kora-2017, found ${name.slice(0, 100)}`)
  for (const { sha256 } of files)
    if (!/^[0-9a-f]{64}$/.test(sha256))
      throw new Error(`upload: expected a hash, found ${sha256.slice(0, 100)}`)
  return ledger.transaction().execute(async (transaction) => {
    await assertStillMay(transaction, by, 'upload-rounds')
    if (round !== undefined && facts)
      await putRoundFacts(transaction, { study, round, facts, seenVersion: seenFacts, by })
    const last = await findLastReading(transaction, { study, unit, sender })
    const { aliases, accepted } = last?.reading ?? {}
    const reading: UploadReading = { aliases, accepted }
    const { id } = await transaction
      .insertInto('upload')
      .values({
        ...{ kind, study, round: round ?? null, unit, sender, note: note?.trim() || null, state: 'uploaded' },
        ...{ uploaded_by: by.actor, uploaded_role: by.role, reading: JSON.stringify(reading) },
        ...asked('read'),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await transaction
      .insertInto('upload_file')
      .values(
        files.map(({ name, sha256, bytes }, position) => ({
          ...{ upload_id: id, position, name: name.slice(0, 200), sha256, bytes },
        })),
      )
      .execute()
    await tellUpload(transaction, id)
    const details = {
      ...{ kind, study, ...(round === undefined ? {} : { round }), unit },
      ...{
        files: files.map(({ sha256 }) => sha256),
        bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      },
    }
    await recordAct(transaction, { ...by, act: 'upload', subject: String(id), details })
    return id
  })
}
