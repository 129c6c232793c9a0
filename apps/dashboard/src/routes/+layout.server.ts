import type { LayoutServerLoad } from './$types'

/** What the shell needs on every page. */
export const load: LayoutServerLoad = ({ locals, url, route }) => ({
  language: locals.language,
  theme: locals.theme,
  account: locals.account ? { name: locals.account.name, role: locals.account.role } : undefined,
  edition: locals.edition?.hash,
  here: url.pathname + url.search,
  room: route.id ?? '',
})
