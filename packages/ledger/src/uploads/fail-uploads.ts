import type { Ledger } from '../ledger.ts'
import { tellUpload } from './upload-changes.ts'

/** The uploads a run was for say that what was asked of them was not done, and why; where they stood they stand. */
export async function failUploadsOf(transaction: Ledger, run: number, why: string): Promise<void> {
  const failed = await transaction
    .updateTable('upload')
    .set({ work_status: 'failed', work_message: why })
    .where('run_id', '=', run)
    .where('work_status', 'in', ['waiting', 'running'])
    .returning('id')
    .execute()
  for (const { id } of failed) await tellUpload(transaction, id)
}
