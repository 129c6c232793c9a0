import type { LedgerProblem, PlanReason, RunDetail, StepStatus, StepWarning } from '@pejling/ledger'
import type { NamedStep } from './step-words.ts'
import type { StepProgress } from './run-progress.ts'

/** A step of a run as a page shows it. */
export type SeenStep = NamedStep &
  StepProgress & {
    status: StepStatus
    key: string
    rows?: number
    bytes?: number
    milliseconds?: number
    memory?: number
    codeVersion?: string
    endedAt?: Date
    inputs: Record<string, string>
    reasons: PlanReason[]
    problems: LedgerProblem[]
    /** How many there are of all of them; `problems` holds the first. */
    problemCount: number
    warnings: StepWarning[]
    log: string[]
    message?: string
  }

/** The steps of a run, each with those it builds on as its plan has them. */
export function stepsOf({ plan, steps }: Pick<RunDetail, 'plan' | 'steps'>): SeenStep[] {
  const after = new Map(plan?.steps.map((step) => [step.name, step.after]))
  return steps.map((step) => ({
    ...{ name: step.step, study: step.study, unit: step.unit, round: step.round },
    ...{ status: step.status, key: step.key, after: after.get(step.step) ?? [] },
    ...withoutNulls({
      ...{ rows: step.rows, bytes: step.bytes, share: step.share, milliseconds: step.milliseconds },
      ...{ memory: step.peak_memory, last: step.last_milliseconds, codeVersion: step.code_version },
      ...{ startedAt: step.started_at, endedAt: step.ended_at, message: step.message },
    }),
    ...{ inputs: step.inputs, reasons: step.reasons, problems: step.problems },
    problemCount: Object.values(step.problem_counts).reduce((a, b) => a + b, 0),
    ...{ warnings: step.warnings, log: step.log },
  }))
}

type NoNulls<Row> = { [Key in keyof Row]?: Exclude<Row[Key], null> }

function withoutNulls<Row extends object>(row: Row): NoNulls<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as NoNulls<Row>
}
