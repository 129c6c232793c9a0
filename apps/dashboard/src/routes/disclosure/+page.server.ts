import { listStudies } from '@pejling/warehouse'
import { thresholdsOf } from '#lib/server/disclosure/study-thresholds.ts'
import { editionFor } from '#lib/server/editions.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import type { PageServerLoad } from './$types'

/** Every study with the smallest counts that are shown of it. */
export const load: PageServerLoad = async ({ locals }) => {
  const studies = await listStudies(await editionFor(locals))
  const states = await fromLedger(({ ledger }) => thresholdsOf(ledger, studies))
  return {
    studies: studies.map(({ id, title, units }, at) => {
      const { open, thresholds, awaiting } = states[at]
      return { id, title, units, open, thresholds, awaiting }
    }),
  }
}
