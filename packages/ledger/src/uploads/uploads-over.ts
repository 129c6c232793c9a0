import type { Ledger } from '../ledger.ts'
import type { Scope } from '../run-plan.ts'
import type { Upload } from './upload.ts'
import { findUpload } from './upload-list.ts'

/**
 * The uploads an edition is made with: those that are live, and, where a run is to try one or take it live, that one in
 * the place of what it replaces; where a run is to withdraw one, all but that.
 *
 * @throws `unknown upload: 12`
 */
export async function listUploadsOver(ledger: Ledger, over?: Scope['upload']): Promise<Upload[]> {
  const live = await ledger
    .selectFrom('upload')
    .select('id')
    .where('state', '=', 'live')
    .orderBy('id')
    .execute()
  const ids = live.map(({ id }) => id).filter((id) => id !== over?.id)
  const uploads: Upload[] = []
  for (const id of ids) uploads.push((await findUpload(ledger, id))!)
  if (!over || over.to === 'withdrawn') return uploads
  const one = await findUpload(ledger, over.id)
  if (!one) throw new Error(`unknown upload: ${over.id}`)
  return [...uploads.filter((other) => !isSamePlace(other, one)), one]
}

function isSamePlace(one: Upload, other: Upload): boolean {
  return (['kind', 'study', 'round', 'unit'] as const).every((name) => one[name] === other[name])
}
