import { type Ledger, withRunLock } from '@pejling/ledger'
import type { Planned } from '../graph/plan.ts'
import { openPool } from '../graph/pool.ts'
import type { StepOutput } from '../graph/step-cache.ts'
import type { PlannedStep } from '../graph/step.ts'
import { workStep } from '../graph/work-step.ts'
import type { Home } from '../home.ts'

/**
 * What steps of a plan leave, with all they depend on: what is not in the cache is worked now, as a run would. A problem
 * that stops is an error, or told among the outputs: then what builds on that step is not worked.
 *
 * @throws `survey/a/2026/b: expected rows to check against, found a problem: …`
 */
export async function workMissing(
  { home, ledger }: { home: Home; ledger: Ledger },
  planned: Planned,
  names: string[],
  { stops = 'thrown' }: { stops?: 'thrown' | 'told' } = {},
): Promise<Map<string, StepOutput>> {
  const left = new Map(planned.outputs)
  const missing = withAfter(planned.steps, names).filter(({ name }) => !left.has(name))
  if (!missing.length) return left
  const stopped = new Set<string>()
  // Only who has the lock of the runs may work steps: a run takes away what others have half made.
  await withRunLock(ledger, async () => {
    const pool = openPool(home.cache)
    try {
      for (const step of missing) {
        if (step.after.some((before) => stopped.has(before))) {
          stopped.add(step.name)
          continue
        }
        const limits = { memory: '512MB', threads: 1 }
        const { output } = await workStep({ home, ledger, planned, pool, left }, step, limits, () => {})
        const wrong = output.problems.find(({ severity }) => severity === 'stops')
        if (wrong && stops === 'thrown')
          throw new Error(`${step.name}: expected rows to check against, found a problem: ${wrong.message}`)
        if (wrong) stopped.add(step.name)
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
