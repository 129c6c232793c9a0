import { capabilities, type Capability, findRole, type Role } from '@pejling/ledger'
import { getStudy } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { listAdmins } from '#lib/server/people.ts'
import { safeReturn } from '#lib/server/preferences.ts'
import type { PageServerLoad } from './$types'

/** The page the hook shows in place of one that may not be seen; it has no address of its own. */
export const load: PageServerLoad = async ({ url, locals, isSubRequest }) => {
  if (!isSubRequest) error(404, `no such page: ${url.pathname}`)
  const told = (name: string) => url.searchParams.get(name) ?? ''
  const capability = told('capability')
  const study = locals.edition && (await getStudy(locals.edition, told('study')).catch(() => undefined))
  return {
    why: reasons.find((why) => why === told('why')) ?? 'unknown',
    ...(isCapability(capability) && { capability, needed: findRole(told('role')) }),
    ...(study && { study: { id: study.id, title: study.title } }),
    role: locals.account?.role as Role | undefined,
    // Only one who is let in may know who the admins are.
    admins: locals.account ? await listAdmins() : [],
    from: safeReturn(told('from')),
  }
}

const reasons = ['role', 'grant', 'hidden', 'signed-out', 'second-factor', 'away', 'unknown'] as const

function isCapability(name: string): name is Capability {
  return Object.hasOwn(capabilities, name)
}
