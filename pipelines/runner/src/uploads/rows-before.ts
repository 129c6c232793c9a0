import type { Round } from '@pejling/indicators'
import { findPlanOfEdition, type Ledger, withRunLock } from '@pejling/ledger'
import type { Planned } from '../graph/plan.ts'
import { openPool } from '../graph/pool.ts'
import { findOutput, type StepOutput } from '../graph/step-cache.ts'
import type { PlannedStep } from '../graph/step.ts'
import { workStep } from '../graph/work-step.ts'
import type { Home } from '../home.ts'

type House = { home: Home; ledger: Ledger }

/** What an upload is held against: what steps have left, the rows of the last round, and those it would replace. */
export type RowsBefore = {
  left: Map<string, StepOutput>
  last?: { round: Round; rows: string }
  replaces?: string
}

/**
 * The rows an upload's step needs and is compared with. What is not in the cache is worked now, as a run would.
 *
 * @throws `survey/a/2026/b: expected rows to check against, found a problem: …`
 */
export async function rowsBefore(house: House, planned: Planned, step: PlannedStep): Promise<RowsBefore> {
  const before = lastRound(planned, step)
  const wanted = before ? [...step.after, before.step.name] : step.after
  const left = await workMissing(house, planned, withAfter(planned.steps, wanted))
  const rows = before && left.get(before.step.name)!.files['rows.parquet']
  const last = before && rows !== undefined ? { round: before.round, rows } : undefined
  return { left, last, replaces: await rowsInLive(house, planned, step) }
}

/** Only who has the lock of the runs may work steps: a run takes away what others have half made. */
async function workMissing(
  { home, ledger }: House,
  planned: Planned,
  steps: PlannedStep[],
): Promise<Map<string, StepOutput>> {
  const left = new Map(planned.outputs)
  const missing = steps.filter(({ name }) => !left.has(name))
  if (!missing.length) return left
  await withRunLock(ledger, async () => {
    const pool = openPool(home.cache)
    try {
      for (const step of missing) {
        const limits = { memory: '512MB', threads: 1 }
        const { output } = await workStep({ home, ledger, planned, pool, left }, step, limits, () => {})
        const wrong = output.problems.find(({ severity }) => severity === 'stops')
        if (wrong)
          throw new Error(`${step.name}: expected rows to check against, found a problem: ${wrong.message}`)
      }
    } finally {
      await pool.kill()
    }
  })
  return left
}

/** Steps with all they depend on, in the order of the plan. */
function withAfter(steps: PlannedStep[], names: string[]): PlannedStep[] {
  const wanted = new Set(names)
  for (const { name, after } of steps.toReversed())
    if (wanted.has(name)) after.forEach((one) => wanted.add(one))
  return steps.filter(({ name }) => wanted.has(name))
}

/** The step of the same unit in the last round before this one that has it. */
function lastRound(
  { contents, steps }: Planned,
  { study, round, unit }: PlannedStep,
): { round: Round; step: PlannedStep } | undefined {
  const { rounds } = contents.find(({ folder }) => folder.id === study)!.parsed
  const at = rounds.findIndex(({ id }) => id === round)
  for (const one of rounds.slice(0, Math.max(0, at)).toReversed()) {
    const step = steps.find((other) => other.name === `survey/${study}/${one.id}/${unit}`)
    if (step) return { round: one, step }
  }
  return undefined
}

/** The rows that stand in the live edition in its place, as far as they are kept. */
async function rowsInLive(
  { home, ledger }: House,
  { plan, hashes }: Planned,
  { name, key }: PlannedStep,
): Promise<string | undefined> {
  const live = plan.live === undefined ? undefined : await findPlanOfEdition(ledger, plan.live)
  const before = live?.plan?.steps.find((step) => step.name === name)?.key
  if (before === undefined || before === key) return undefined
  const found = await findOutput(home.cache, before, hashes)
  return found.state === 'whole' ? found.output.files['rows.parquet'] : undefined
}
