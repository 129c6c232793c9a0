import { findEditionBefore, findLiveEdition, listEditions } from '@pejling/ledger'
import { redirect } from '@sveltejs/kit'
import { causeKinds } from '#lib/editions/cause-words.ts'
import { comparisonFor } from '#lib/server/comparison.ts'
import { answerable } from '#lib/server/editions.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { numberOf } from '#lib/server/number-of.ts'
import { studyNames } from '#lib/server/study-names.ts'
import type { PageServerLoad } from './$types'

const usual = 20
const most = 1000

/** All that moved from one edition to another, as far as the one who asks may see it. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const [from, to] = [url.searchParams.get('from'), url.searchParams.get('to')]
  if (!from || !to) {
    const [before, live] = await fromLedger(async ({ ledger }) => [
      await findEditionBefore(ledger),
      await findLiveEdition(ledger),
    ])
    redirect(303, before && live ? `/editions/compare?from=${before}&to=${live}` : '/editions')
  }
  const names = await fromLedger(async ({ ledger }) =>
    (await listEditions(ledger)).slice(0, 100).map(({ hash, live }) => ({ hash, live })),
  )
  const editions = await answerable(Promise.all([locals.editions.get(from), locals.editions.get(to)]))
  const rows = Math.min(most, numberOf(url.searchParams.get('rows')) ?? usual)
  const compared = await comparisonFor(locals, [editions[0], editions[1]], { rows })
  return {
    ...{ from, to, rows, names },
    ...{ comparison: 'found' in compared ? compared.found : undefined },
    share: 'share' in compared ? compared.share : 1,
    studyNames: { ...(await studyNames(editions[0])), ...(await studyNames(editions[1])) },
    cause: causeKinds.find((kind) => kind === url.searchParams.get('cause')),
    all: url.searchParams.has('all'),
    still: url.searchParams.has('still'),
    at: new Date(),
  }
}
