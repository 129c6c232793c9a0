import { originalPath } from '@pejling/archive'
import type { Choices } from '@pejling/indicators'
import { problemLine } from '@pejling/indicators/words'
import {
  endCheck,
  endRead,
  failUploadWork,
  type Ledger,
  recordUploadProgress,
  type Upload,
  type UploadProgress,
  withUploadWork,
} from '@pejling/ledger'
import { errorLine } from '../error-line.ts'
import type { Home } from '../home.ts'
import { checkUpload } from './check-upload.ts'
import { askUploadProcess } from './upload-process.ts'

/** How often progress is written down at most, in milliseconds. */
const beat = 300

/**
 * Reads or checks an upload, whichever it waits for; nothing if another process does it or it waits for nothing. What goes
 * wrong is said of the upload; what somebody changed meanwhile is not overwritten.
 */
export async function workOnUpload(
  { home, ledger }: { home: Home; ledger: Ledger },
  id: number,
): Promise<'done' | 'failed' | undefined> {
  let outcome: 'done' | 'failed' | undefined
  await withUploadWork(ledger, id, async (upload) => {
    try {
      await (upload.work === 'read' ? read : check)({ home, ledger }, upload)
      outcome = 'done'
    } catch (problem) {
      await failUploadWork(ledger, upload, errorLine(problem))
      outcome = 'failed'
    }
  })
  return outcome
}

async function read({ home, ledger }: { home: Home; ledger: Ledger }, upload: Upload): Promise<void> {
  const files = upload.files.map(({ name, sha256 }) => ({ name, path: originalPath(home.path, sha256) }))
  const choices = (upload.reading.choices ?? {}) as Choices
  const bytes = upload.files.reduce((sum, file) => sum + file.bytes, 0)
  await recordUploadProgress(ledger, upload, { step: 'read', bytes })
  const receipt =
    upload.kind === 'interviews'
      ? await askUploadProcess(home, { what: 'interviews', file: files[0] })
      : await askUploadProcess(home, { what: 'receive', files, choices })
  const wrong = receipt.problems.find(({ severity }) => severity === 'stops')
  await endRead(ledger, upload, receipt, wrong && problemLine(wrong))
}

async function check({ home, ledger }: { home: Home; ledger: Ledger }, upload: Upload): Promise<void> {
  let last = 0
  let writing: Promise<void> = Promise.resolve()
  const progress = (now: UploadProgress) => {
    if (Date.now() - last < beat && now.share !== undefined) return
    last = Date.now()
    // Progress that cannot be written down is no reason to end: if the ledger is gone, the end of the work says so.
    writing = writing.then(() => recordUploadProgress(ledger, upload, now).catch(() => undefined))
  }
  const found = await checkUpload({ home, ledger }, upload, progress)
  await writing
  await endCheck(ledger, upload, found)
}
