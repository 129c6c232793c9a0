import { findRun, findUpload, type Ledger, type Upload } from '@pejling/ledger'
import { tellProgress } from '../run-progress.ts'
import { workOnRun } from '../run.ts'
import type { Home } from '../home.ts'
import { workOnUpload } from './work-on-upload.ts'

/** How often it looks whether another process is done, in milliseconds. */
const beat = 300

/**
 * Brings what was asked of an upload to its end: here, or, where a worker has taken it already, by waiting for that.
 *
 * @returns the upload as it then stands
 * @throws what the run threw
 */
export async function untilWorked(home: Home, ledger: Ledger, id: number): Promise<Upload> {
  for (;;) {
    const upload = (await findUpload(ledger, id))!
    if (upload.work === null || upload.work_status === 'failed') return upload
    if (upload.work === 'read' || upload.work === 'check') {
      if (await workOnUpload({ home, ledger }, id)) continue
    } else if (upload.run_id !== null) {
      const waits = (await findRun(ledger, upload.run_id))?.status === 'waiting'
      if (waits && (await workOnRun(home, ledger, upload.run_id, { progress: tellProgress() }))) continue
    }
    await new Promise((later) => setTimeout(later, beat))
  }
}
