import { rooms } from '#lib/rooms.ts'
import { passes } from '#lib/server/guard.ts'
import { safeReturn } from '#lib/server/preferences.ts'
import type { LayoutServerLoad } from './$types'

/** What the shell needs on every page. */
export const load: LayoutServerLoad = ({ locals, url, route }) => ({
  language: locals.language,
  theme: locals.theme,
  account: locals.account ? { name: locals.account.name, role: locals.account.role } : undefined,
  /** The rooms this one may enter, by their addresses. */
  open: rooms.filter(({ door }) => passes(locals, door)).map(({ href }) => href),
  maySearch: passes(locals, 'GET /search'),
  edition: locals.edition?.hash,
  here: route.id === '/no-access' ? safeReturn(url.searchParams.get('from')) : url.pathname + url.search,
  room: route.id ?? '',
})
