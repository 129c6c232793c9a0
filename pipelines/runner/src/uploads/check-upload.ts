import { mkdir } from 'node:fs/promises'
import { failedRowsFile, failedRowsFolder } from '@pejling/archive'
import type { Problem } from '@pejling/indicators'
import type { CheckedUpload, Ledger, Upload } from '@pejling/ledger'
import { planRun } from '../graph/plan.ts'
import type { PlannedStep } from '../graph/step.ts'
import { stepGiven } from '../graph/work-step.ts'
import type { Home } from '../home.ts'
import { unitFileOf } from '../steps/unit-file.ts'
import { boundHash, placedIn, stepOf } from './bound-hash.ts'
import { checkInterviews } from './check-interviews.ts'
import { rowsBefore } from './rows-before.ts'
import { pseudonymsOf } from './pseudonyms-of.ts'
import { askUploadProcess, type ReadingProgress } from './upload-process.ts'

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
  if (step.kind === 'interviews') {
    progress({ step: 'check' })
    return checkInterviews({ home, ledger }, planned, step)
  }
  const made = await rowsBefore({ home, ledger }, planned, step)
  const folder = failedRowsFolder(home.path)
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
        failed: failedRowsFile(home.path, upload.id),
      },
    },
    (now) => progress({ ...now, step: 'check' }),
  )
  const checked = { ...found, bound: boundHash(step) }
  if (!placedIn(planned.contents, upload.id)?.placed.assumed) return checked
  const problems = [factsUnsaid(upload), ...checked.problems]
  return { ...checked, problems, stopping: checked.stopping + 1 }
}

/** What keeps a round from being loaded of which nobody has said what it is. */
function factsUnsaid({ id, study, round }: Upload): Problem {
  return {
    ...{ file: `${study}/rounds/${round}/round.yaml`, rule: 'round-facts', severity: 'stops' },
    message: `expected what the round is (instrument, version, period), found nothing; pejling round facts ${id}`,
  }
}

/** The study itself cannot take it: it is told as problems of the upload. */
function unplaced(upload: Upload, step: PlannedStep | undefined, wrong: Problem[]): CheckedUpload {
  const { study, round, unit } = upload
  const missing: Problem = {
    ...{ file: `${study}/rounds/${round}/${unit}.csv`, rule: 'reference', severity: 'stops' },
    message: `expected a unit with rounds, found ${unit}`,
  }
  const unsaid = `${study}/rounds/${round}/round.yaml`
  const found = wrong.map((one) =>
    one.rule === 'missing-file' && one.file === unsaid ? factsUnsaid(upload) : one,
  )
  const problems = found.length ? found : [missing]
  return { rows: 0, problems, stopping: problems.length, bound: step ? boundHash(step) : '' }
}
