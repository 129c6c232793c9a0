import { error } from '@sveltejs/kit'
import { tourSteps } from '#lib/tour/steps.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { tourFacts } from '#lib/server/tour-facts.ts'
import type { PageServerLoad } from './$types'

/** One step of the tour, with what there is to find on its page. */
export const load: PageServerLoad = async ({ params, locals }) => {
  const step = tourSteps.find((step) => step === params.step)
  if (!step) error(404, `no such page: /tour/${params.step}`)
  const edition = await editionFor(locals)
  return { step, facts: await answerable(tourFacts(locals, edition, step)) }
}
