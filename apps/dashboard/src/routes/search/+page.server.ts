import { byKind } from '#lib/search/search-index.ts'
import { searchFor } from '#lib/server/search.ts'
import type { PageServerLoad } from './$types'

/** The same as the palette finds, as a page; without a text, what there is to look for. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const asked = url.searchParams.get('q')?.trim() ?? ''
  return { asked, groups: byKind(await searchFor(locals, asked)) }
}
