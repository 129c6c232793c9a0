import { openQueue } from '#lib/server/interviews/coding-room.ts'
import { numberOf } from '#lib/server/number-of.ts'
import type { PageServerLoad } from './$types'

const perPage = 40

/** What is to be settled between two coders, what would change a value first. */
export const load: PageServerLoad = async (event) => {
  const { study, found } = await openQueue(event, 'counts')
  const { searchParams: search } = event.url
  const state = (['open', 'settled', 'all'] as const).find((one) => one === search.get('state')) ?? 'open'
  const code = search.get('code') ?? ''
  const page = numberOf(search.get('page')) ?? 1
  const wanted = found.items.filter(
    (one) =>
      (code === '' || one.code === code) &&
      (state === 'all' || (one.keep !== undefined) === (state === 'settled')),
  )
  return {
    ...{ study, pairs: found.pairs, pair: found.pair, state, code, page, n: wanted.length, perPage },
    open: found.items.filter(({ keep }) => !keep).length,
    changing: found.items.filter(({ keep, changes }) => !keep && changes.length > 0).length,
    codes: [...new Set(found.items.map((one) => one.code))].toSorted(),
    items: wanted.slice((page - 1) * perPage, page * perPage),
  }
}
