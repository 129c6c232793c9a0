import type { Ledger } from '../ledger.ts'
import { isRunUnderWay } from '../runs.ts'
import type { Upload, UploadFilter, UploadSummary } from './upload.ts'
import type { UploadFile, UploadRow } from './upload-tables.ts'

const listed = [
  ...(['id', 'kind', 'study', 'round', 'unit', 'state', 'version', 'sender', 'note', 'uploaded_by'] as const),
  ...(['uploaded_role', 'uploaded_at', 'work', 'work_status', 'work_message', 'work_attempts'] as const),
  ...(['progress', 'run_id', 'stopping', 'rows', 'checked_hash', 'trial_edition', 'approved_by'] as const),
  ...(['approved_role', 'approved_at', 'approved_hash', 'live_at', 'withdrawn_at', 'withdrawn_why'] as const),
]

/** Uploads, newest first. */
export async function listUploads(
  ledger: Ledger,
  { study, round, unit, states }: UploadFilter = {},
): Promise<UploadSummary[]> {
  let query = ledger.selectFrom('upload').select(listed).orderBy('id', 'desc')
  if (study !== undefined) query = query.where('study', '=', study)
  if (round !== undefined) query = query.where('round', '=', round)
  if (unit !== undefined) query = query.where('unit', '=', unit)
  if (states) query = query.where('state', 'in', states)
  const uploads = await query.execute()
  const files = await filesOf(
    ledger,
    uploads.map(({ id }) => id),
  )
  const runs = await runStates(ledger, uploads)
  return uploads.map((upload) => ({
    ...asItIs(upload, runs.get(upload.run_id ?? 0)),
    files: files.get(upload.id) ?? [],
  }))
}

/** One upload with all that is known of it. */
export async function findUpload(
  ledger: Ledger,
  id: number,
  { forUpdate = false } = {},
): Promise<Upload | undefined> {
  const query = ledger.selectFrom('upload').selectAll().where('id', '=', id)
  const upload = await (forUpdate ? query.forUpdate() : query).executeTakeFirst()
  if (!upload) return undefined
  const files = await filesOf(ledger, [id])
  const run = (await runStates(ledger, [upload])).get(upload.run_id ?? 0)
  return { ...asItIs(upload, run), files: files.get(id) ?? [] }
}

/** The upload that is live for a place, if any. */
export async function findLiveUpload(
  ledger: Ledger,
  { study, round, unit }: { study: string; round?: string | null; unit: string },
): Promise<Upload | undefined> {
  const found = await ledger
    .selectFrom('upload')
    .select('id')
    .where('study', '=', study)
    .where('round', round == null ? 'is' : '=', round ?? null)
    .where('unit', '=', unit)
    .where('state', '=', 'live')
    .executeTakeFirst()
  return found && findUpload(ledger, found.id)
}

/**
 * How the last upload from the same sender for the same unit was read, for a new one to begin with: the newest whose match
 * a person confirmed.
 *
 * @param before only those sent before this one
 */
export async function findLastReading(
  ledger: Ledger,
  { study, unit, sender, before }: { study: string; unit: string; sender: string; before?: number },
): Promise<Pick<Upload, 'id' | 'reading'> | undefined> {
  const all = ledger
    .selectFrom('upload')
    .select(['id', 'reading'])
    .where('study', '=', study)
    .where('unit', '=', unit)
    .where('sender', '=', sender)
    .where(({ eb }) => eb(eb.cast('reading', 'text'), 'like', '%"match"%'))
    .orderBy('id', 'desc')
    .limit(1)
  return (before === undefined ? all : all.where('id', '<', before)).executeTakeFirst()
}

async function filesOf(ledger: Ledger, ids: number[]): Promise<Map<number, UploadFile[]>> {
  if (!ids.length) return new Map()
  const files = await ledger
    .selectFrom('upload_file')
    .selectAll()
    .where('upload_id', 'in', ids)
    .orderBy('upload_id')
    .orderBy('position')
    .execute()
  const byUpload = new Map<number, UploadFile[]>()
  for (const { upload_id, name, sha256, bytes } of files)
    byUpload.set(upload_id, [...(byUpload.get(upload_id) ?? []), { name, sha256, bytes: Number(bytes) }])
  return byUpload
}

type RunState = 'waiting' | 'running' | 'ended' | 'killed'

/**
 * Where the runs of uploads are. A run has the lock from before it is `running` until after it has ended: one that is
 * running before and after nobody was found to have it was left by a process that was killed.
 */
async function runStates(
  ledger: Ledger,
  uploads: Pick<UploadRow, 'run_id' | 'work_status'>[],
): Promise<Map<number, RunState>> {
  const ids = uploads.flatMap(({ run_id, work_status }) =>
    run_id === null || work_status === null || work_status === 'failed' ? [] : [run_id],
  )
  if (!ids.length) return new Map()
  const read = async () => {
    const runs = await ledger.selectFrom('run').select(['id', 'status']).where('id', 'in', ids).execute()
    return new Map(runs.map(({ id, status }) => [id, status]))
  }
  const before = await read()
  const underWay = await isRunUnderWay(ledger)
  const after = underWay ? before : await read()
  return new Map(
    [...after].map(([id, status]): [number, RunState] => {
      if (status === 'waiting') return [id, 'waiting']
      if (status !== 'running') return [id, 'ended']
      return [id, underWay || before.get(id) !== 'running' ? 'running' : 'killed']
    }),
  )
}

/**
 * A run whose process was killed stands as running until the next one begins: its upload is told as what it is. One that
 * has ended since the upload was read has moved it: that is told the next time.
 */
function asItIs<One extends Pick<UploadRow, 'work' | 'work_status' | 'work_message'>>(
  upload: One,
  run: RunState | undefined,
): One {
  if (run === 'running') return { ...upload, work_status: 'running' }
  if (run !== 'killed') return upload
  return {
    ...upload,
    work_status: 'failed',
    work_message: 'the process that ran it ended before it was done',
  }
}
