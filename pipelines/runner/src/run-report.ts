import type { Problem } from '@pejling/indicators'
import type { RunPlan } from '@pejling/ledger'
import type { StepReport } from './graph/execute.ts'

/** What came of a run. */
export type RunReport = {
  /** Its number in the ledger; missing if nothing had to be done. */
  run?: number
  /** The edition these data and this code add up to; missing if a problem stopped the run. */
  edition?: string
  live?: string
  /** True if the edition was there already and nothing was worked. */
  unchanged: boolean
  cancelled?: true
  steps: StepReport[]
  problems: Problem[]
  /** The studies of it that are open: what is wrong in them may be told to all. */
  open?: string[]
}

/** A run that has done nothing yet: what is live stays, with what the plan says is wrong. */
export function nothing({ live, problems, open }: RunPlan): RunReport {
  return { live, unchanged: false, steps: [], problems, ...(open && { open }) }
}

/** The steps of a plan, none of which had to be worked. */
export function keptSteps({ steps }: RunPlan): StepReport[] {
  return steps
    .filter(({ name }) => name !== 'edition')
    .map(({ name }) => ({ step: name, status: 'kept', milliseconds: 0, rows: 0 }))
}

/** Where to look; what is wrong there may be for those only who may see the study's rows. */
export function stoppedBy(problems: Problem[]): string {
  const places = problems.flatMap(({ severity, rule, file }) =>
    severity === 'stops' ? [`${rule} in ${file}`] : [],
  )
  return `problems in the data: ${[...new Set(places)].slice(0, 5).join(', ')}`
}
