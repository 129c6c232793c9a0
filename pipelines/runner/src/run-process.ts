import { answerPlan, findPlan, findRun } from '@pejling/ledger'
import { type Log, logFormat, openLog, readConfiguration } from '@pejling/operation'
import { errorLine } from './error-line.ts'
import { planRun } from './graph/plan.ts'
import { withHouse } from './house.ts'
import { type Progress, workOnRun } from './run.ts'

/**
 * One run, one plan or one upload's work, in a process of its own: `run 12`, `plan 3`, `upload 7`. A worker may live for
 * weeks; what it asks for is always done by the code as it stands, and what is done never bears another version's stamp.
 */
const [what, id] = [process.argv[2] as 'run' | 'plan' | 'upload', Number(process.argv[3])]
const log = openLog(logFormat(readConfiguration(process.env).log))
const stop = new AbortController()
// The worker is gone: this run would be nobody's.
process.once('disconnect', () => stop.abort())

const works = { run: work, plan: makePlan, upload: readOrCheck }
await works[what]()
if (process.connected) process.disconnect?.()

async function work(): Promise<void> {
  const begun = performance.now()
  try {
    await withHouse(
      async ({ home, ledger }) => {
        const asked = await findRun(ledger, id)
        log.info('run begins', { run: id, reason: asked?.reason })
        const report = await workOnRun(home, ledger, id, { progress: told(log), signal: stop.signal })
        const { edition, live, unchanged, cancelled, problems = [] } = report ?? {}
        // What is wrong may be told by a value or a line of somebody's: the ledger keeps that for those who may see it.
        for (const { severity, file, variable, rule, count = 1 } of problems.slice(0, 20))
          log.warn('problem in the data', { severity, file, variable, rule, count })
        const milliseconds = Math.round(performance.now() - begun)
        const found = { edition, live, unchanged, cancelled, problems: problems.length }
        log.info('run ends', { run: id, ...found, milliseconds })
      },
      process.env,
      { forward: false },
    )
  } catch (problem) {
    log.error('run failed', problem, { run: id })
    process.exitCode = 1
  }
}

async function makePlan(): Promise<void> {
  try {
    await withHouse(
      async ({ home, ledger }) => {
        const asked = await findPlan(ledger, id)
        if (asked?.status !== 'waiting') return
        const answer = await planRun(home, ledger, asked.scope).then(
          ({ plan }) => ({ content: plan }),
          (problem: unknown) => ({ message: errorLine(problem) }),
        )
        await answerPlan(ledger, id, answer)
      },
      process.env,
      { forward: false },
    )
  } catch (problem) {
    log.error('plan failed', problem, { plan: id })
    process.exitCode = 1
  }
}

async function readOrCheck(): Promise<void> {
  const begun = performance.now()
  try {
    await withHouse(
      async ({ home, ledger }) => {
        const { workOnUpload } = await import('./uploads/work-on-upload.ts')
        const outcome = await workOnUpload({ home, ledger }, id)
        log.info('upload', { upload: id, outcome, milliseconds: Math.round(performance.now() - begun) })
      },
      process.env,
      { forward: false },
    )
  } catch (problem) {
    log.error('upload failed', problem, { upload: id })
    process.exitCode = 1
  }
}

function told(log: Log): Progress {
  return ({ report }) => {
    if (!report) return
    const { step, status, rows, milliseconds } = report
    log.info('step', { step, status, rows, milliseconds: Math.round(milliseconds) })
  }
}
