import type { Round } from '@pejling/indicators'
import { findPlanOfEdition, type Ledger } from '@pejling/ledger'
import type { Planned } from '../graph/plan.ts'
import { findOutput, type StepOutput } from '../graph/step-cache.ts'
import type { PlannedStep } from '../graph/step.ts'
import type { Home } from '../home.ts'
import { workMissing } from './work-missing.ts'

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
  const left = await workMissing(house, planned, wanted)
  const rows = before && left.get(before.step.name)!.files['rows.parquet']
  const last = before && rows !== undefined ? { round: before.round, rows } : undefined
  return { left, last, replaces: await rowsInLive(house, planned, step) }
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
