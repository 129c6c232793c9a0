import { deriveVariables } from '@pejling/pipeline-derive'
import type { Work } from '../graph/step.ts'
import type { DeriveHanded } from './derive-steps.ts'
import { unitRows } from './unit-rows.ts'

/** Derived variables of a unit → `derived.parquet`, or a file for each round. */
export const deriveWork: Work = async ({ context, outputs, folder, limits }, report) => {
  const { survey, derived, parsed, step } = context as unknown as Required<DeriveHanded>
  report({ share: 0, log: `makes ${step.variables.join(', ')}` })
  return deriveVariables({
    ...{ study: parsed.study, codebook: parsed.codebook, rounds: parsed.rounds },
    ...{ instruments: parsed.instruments, sql: parsed.sql, step, output: folder },
    files: unitRows(survey, derived, outputs),
    limits: { ...limits, progress: (share) => report({ share }) },
  })
}
