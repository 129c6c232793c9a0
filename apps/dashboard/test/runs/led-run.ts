import {
  endRun,
  type Ledger,
  type LedgerProblem,
  type PlanStep,
  recordStep,
  type RunPlan,
  startRun,
  withRunLock,
} from '@pejling/ledger'

const planned = (
  name: string,
  after: string[],
  action: PlanStep['action'],
  reasons: PlanStep['reasons'] = [],
): PlanStep => {
  const [, study, unit] = name.split('/')
  return {
    ...{ name, key: `key-of-${name}`, after, action, reasons, memory: 1e8 },
    ...{ study, unit, lastMilliseconds: 1200, lastRows: 24 },
  }
}

const codebook = 'kora-2017/codebook.yaml'
const path = ['variables', 'groups', 'categories']
const changed = {
  kind: 'file-changed' as const,
  file: codebook,
  changes: [{ kind: 'entry' as const, what: 'changed' as const, path }],
}
export const municipality = 'survey/kora-2017/municipality'
export const institution = 'survey/kora-2017/institution'
export const published = 'published/kora-2017'

/** A plan of four steps: one reused, three to run, since a codebook has changed. */
export const plan: RunPlan = {
  ...{ scope: {}, upToDate: false, untouched: [], studies: {}, problems: [] },
  steps: [
    planned(municipality, [], 'reuse'),
    planned(institution, [municipality], 'run', [changed]),
    {
      ...planned(published, [institution], 'run', [{ kind: 'upstream', step: institution }]),
      mayBeKept: true,
    },
    planned('edition', [institution, municipality, published], 'run', [
      { kind: 'upstream', step: published },
    ]),
  ],
}

const wrong: LedgerProblem = {
  ...{ file: 'kora-2017/units/institution.csv', row: 14, variable: 'groups' },
  ...{ rule: 'unknown-category', severity: 'stops', message: 'expected one of never, often, found 6' },
}

/** Leads a run step by step as the worker does, by the ledger's own functions, while nobody else may run. */
export async function leadRun(
  ledger: Ledger,
  run: number,
  lead: (steps: {
    begin(step: string): Promise<void>
    share(step: string, share: number): Promise<void>
    done(step: string): Promise<void>
    fail(step: string, problem?: LedgerProblem): Promise<void>
    end(status: 'done' | 'failed' | 'cancelled', edition?: string): Promise<void>
  }) => Promise<void>,
): Promise<void> {
  await withRunLock(ledger, async () => {
    const steps = plan.steps.map(({ name, key, study, unit, reasons, lastMilliseconds }, position) => ({
      ...{ step: name, key: key!, position, status: 'waiting' as const, reasons: JSON.stringify(reasons) },
      ...{ study: study ?? null, unit: unit ?? null, last_milliseconds: lastMilliseconds },
    }))
    await startRun(ledger, run, { plan, steps, processId: process.pid })
    await recordStep(ledger, run, municipality, { status: 'kept', rows: 6, share: 1 })
    await lead({
      begin: (step) => recordStep(ledger, run, step, { status: 'running', started_at: new Date(), share: 0 }),
      share: (step, share) => recordStep(ledger, run, step, { share, rows: 12, bytes: 3_400_000 }),
      done: (step) =>
        recordStep(ledger, run, step, {
          ...{ status: 'done', milliseconds: 1234, rows: 24, share: 1, ended_at: new Date() },
          ...{ peak_memory: 2.2e8, log: '["read 24 rows"]', code_version: 'c0de' },
          warnings: '[{"kind":"fewer-rows","before":30,"now":24}]',
        }),
      fail: (step, problem = wrong) =>
        recordStep(ledger, run, step, {
          ...{
            status: 'failed',
            milliseconds: 400,
            ended_at: new Date(),
            problems: JSON.stringify([problem]),
          },
          problem_counts: JSON.stringify({ [problem.rule]: 1 }),
        }),
      end: (status, edition) =>
        endRun(ledger, run, {
          status,
          edition,
          ...(status === 'failed' && { message: 'problems in the data' }),
        }),
    })
  })
}
