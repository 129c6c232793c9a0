import { codingPlan } from '@pejling/association'
import { agreementWeightings } from '@pejling/indicators'
import { getStudy } from '@pejling/warehouse'
import { decimalOf } from '#lib/agreement/decimal-of.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/** What double-coding more units would buy. What is written in a way that is no number comes back as it was written. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const edition = await editionFor(locals)
  const study = await answerable(getStudy(edition, params.study))
  const { searchParams: search } = url
  const written = { agreement: search.get('agreement') ?? '', width: search.get('width') ?? '' }
  const agreement = decimalOf(written.agreement)
  const width = decimalOf(written.width)
  const isWrong = {
    agreement: written.agreement !== '' && !(agreement !== undefined && agreement >= 0 && agreement < 1),
    width: written.width !== '' && !(width !== undefined && width > 0 && width < 2),
  }
  const found = await answerable(
    codingPlan(
      edition,
      {
        study: study.id,
        variable: search.get('variable') || undefined,
        weights: agreementWeightings.find((one) => one === search.get('weights')),
        ...(isWrong.agreement ? {} : { agreement }),
        ...(isWrong.width ? {} : { width }),
      },
      await viewerFor(locals, study),
    ),
  )
  return { study, found, written, isWrong }
}
