import { passes } from '#lib/server/guard.ts'
import { safeReturn } from '#lib/server/preferences.ts'
import type { LayoutServerLoad } from './$types'

/** What the shell needs on every page. */
export const load: LayoutServerLoad = ({ locals, url, route }) => ({
  language: locals.language,
  theme: locals.theme,
  account: locals.account ? { name: locals.account.name, role: locals.account.role } : undefined,
  /** Rooms that not everyone may enter. */
  rooms: {
    figures: passes(locals, 'GET /relations'),
    runs: passes(locals, 'GET /runs'),
    editions: passes(locals, 'GET /editions'),
    people: passes(locals, 'GET /people'),
    auditLog: passes(locals, 'GET /audit-log'),
  },
  edition: locals.edition?.hash,
  here: route.id === '/no-access' ? safeReturn(url.searchParams.get('from')) : url.pathname + url.search,
  room: route.id ?? '',
})
