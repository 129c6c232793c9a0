import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '@pejling/indicators'
import type { CheckedUpload, Ledger, Upload } from '@pejling/ledger'
import { planRun } from '../graph/plan.ts'
import type { PlannedStep } from '../graph/step.ts'
import { stepGiven } from '../graph/work-step.ts'
import type { Home } from '../home.ts'
import { unitFileOf } from '../steps/unit-file.ts'
import { boundHash, stepOf } from './bound-hash.ts'
import { rowsBefore } from './rows-before.ts'
import { pseudonymsOf } from './pseudonyms-of.ts'
import { askUploadProcess, type ReadingProgress } from './upload-process.ts'

/** Where the rows that keep an upload from being loaded lie, in the sender's own layout; each check makes it anew. */
export function failedRowsFile({ path }: Home, upload: number): string {
  return join(path, 'failed', `${upload}.csv`)
}

/**
 * Checks an upload as a run would read it: in its place in its study, with the rows of the units around it, held against
 * the last round and against the file it would replace. What it may not refer to is read first, where it is not known yet.
 *
 * @throws `cannot tell: …`, and what the process that reads it fails with
 */
export async function checkUpload(
  { home, ledger }: { home: Home; ledger: Ledger },
  upload: Upload,
  progress: (progress: ReadingProgress & { step: string }) => void,
): Promise<CheckedUpload> {
  progress({ step: 'plan' })
  const planned = await planRun(home, ledger, { study: upload.study, upload: { id: upload.id, to: 'trial' } })
  const unclear = planned.plan.steps.flatMap(({ reasons }) =>
    reasons.flatMap((reason) => (reason.kind === 'cannot-tell' ? reason.why : [])),
  )
  if (unclear.length) throw new Error(`cannot tell: ${unclear.slice(0, 5).join('; ')}`)
  const wrong = planned.plan.problems.filter(({ severity }) => severity === 'stops') as Problem[]
  const step = stepOf(planned, upload.id)
  if (!step || wrong.length) return unplaced(upload, step, wrong)
  const made = await rowsBefore({ home, ledger }, planned, step)
  const folder = join(home.path, 'failed')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const given = stepGiven({ planned, left: made.left }, step, { folder, limits: {} })
  progress({ step: 'identifiers' })
  const pseudonyms = await pseudonymsOf({ home, ledger }, given)
  progress({ step: 'check' })
  const found = await askUploadProcess(
    home,
    {
      what: 'check',
      file: {
        ...unitFileOf(given),
        ...{ pseudonyms, last: made.last, replaces: made.replaces },
        failed: failedRowsFile(home, upload.id),
      },
    },
    (now) => progress({ ...now, step: 'check' }),
  )
  return { ...found, bound: boundHash(step) }
}

/** The study itself cannot take it: it is told as problems of the upload. */
function unplaced(upload: Upload, step: PlannedStep | undefined, wrong: Problem[]): CheckedUpload {
  const { study, round, unit } = upload
  const missing: Problem = {
    ...{ file: `${study}/rounds/${round}/${unit}.csv`, rule: 'reference', severity: 'stops' },
    message: `expected a unit with rounds, found ${unit}`,
  }
  const problems = wrong.length ? wrong : [missing]
  return { rows: 0, problems, stopping: problems.length, bound: step ? boundHash(step) : '' }
}
