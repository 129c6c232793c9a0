import { dirname } from 'node:path'
import { quantifyStep } from '@pejling/indicators'
import type { CheckedUpload, Ledger } from '@pejling/ledger'
import { previewInterviews, type ValueBefore } from '@pejling/pipeline-interviews'
import { editionTable, hasTable, openEdition } from '@pejling/warehouse'
import type { Planned } from '../graph/plan.ts'
import type { PlannedStep } from '../graph/step.ts'
import { editionFile, type Home } from '../home.ts'
import { boundHash } from './bound-hash.ts'
import { workMissing } from './work-missing.ts'

/**
 * Checks an upload of coded interviews as a run would read it: among the study's other files of interviews, with the units
 * they are about and the rules that make values of them, held against the values that are live.
 */
export async function checkInterviews(
  house: { home: Home; ledger: Ledger },
  planned: Planned,
  step: PlannedStep,
): Promise<CheckedUpload> {
  const quantify = planned.steps.find(({ name }) => name === quantifyStep(step.study))
  const left = await workMissing(house, planned, quantify ? [step.name, quantify.name] : [step.name], {
    stops: 'told',
  })
  const found = [step, quantify].flatMap((one) => left.get(one?.name ?? '') ?? [])
  const problems = found.flatMap((output) => output.problems)
  const stopping = problems.filter(({ severity }) => severity === 'stops').length
  const bound = boundHash(step, quantify)
  const [tables, values] = found.map(({ files }) => files)
  if (stopping > 0) return { rows: 0, problems, stopping, bound }
  const preview = await previewInterviews({
    tables: dirname(tables['coding.parquet']),
    ...(values ? { values: dirname(values['unit_value.parquet']) } : {}),
    before: await valuesInLive(house.home, planned, step.study),
  })
  return { rows: preview.counts.codings, problems, stopping, preview, bound }
}

async function valuesInLive(home: Home, { plan }: Planned, study: string): Promise<ValueBefore[]> {
  if (plan.live === undefined) return []
  const edition = await openEdition(editionFile(home, plan.live), { connections: 1 })
  try {
    const table = editionTable('unit_value')
    if (!(await hasTable(edition, table))) return []
    // An edition made before interviews knew rounds has no column of them.
    const found = await edition.query<ValueBefore & { round?: string | null }>(
      `SELECT * FROM ${table} WHERE study = $study`,
      { study },
    )
    return found.map(({ unit, round, variable, value }) => ({
      ...{ unit: round ? `${unit} ${round}` : unit, variable, value },
    }))
  } finally {
    await edition.close()
  }
}
