import {
  actorOf,
  createInvitation,
  findRole,
  listInvitations,
  listPeople,
  roles,
  withdrawInvitation,
} from '@pejling/ledger'
import { fail, redirect } from '@sveltejs/kit'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { listTitles, seenGrants } from '#lib/server/people.ts'
import type { Actions, PageServerLoad } from './$types'

const days = 7

/** Everybody with an account, and who was invited and has not come yet. */
export const load: PageServerLoad = async ({ locals, url }) =>
  fromLedger(async ({ ledger }) => {
    const titles = await listTitles(locals)
    const people = (await listPeople(ledger)).map(
      ({ id, name, email, role, ended, secondFactor, grants }) => ({
        ...{ id, name, email, role, ended, secondFactor },
        grants: seenGrants(grants, titles),
        you: id === locals.account?.id,
      }),
    )
    const invitations = (await listInvitations(ledger)).map(({ id, email, role, expiresAt }) => ({
      ...{ id, email, role, expiresAt },
    }))
    return { people, invitations, days, roles, saved: url.searchParams.get('saved') === 'withdrawn' }
  })

export const actions: Actions = {
  /** Makes a link for one address and shows it, once. */
  invite: async ({ request, locals, url }) => {
    const text = await formText(request)
    const [email, role] = [text('email').trim(), findRole(text('role')) ?? 'reader']
    return fromLedger(async ({ ledger }) => {
      try {
        const by = actorOf(locals.account!)
        const { token } = await createInvitation(ledger, { email, role, by, days })
        return { email, role, link: `${url.origin}/invitation/${token}` }
      } catch (problem) {
        const { message } = problem as Error
        if (message === 'e-mail: expected an address')
          return fail(400, { problem: 'email' as const, email, role })
        if (message === 'e-mail: has an account already')
          return fail(409, { problem: 'taken' as const, email, role })
        throw problem
      }
    })
  },
  withdraw: async ({ request, locals }) => {
    const id = Number((await formText(request))('invitation'))
    await fromLedger(async ({ ledger }) => {
      if (Number.isInteger(id) && id > 0 && id < 2 ** 31)
        await withdrawInvitation(ledger, { id, by: actorOf(locals.account!) })
    })
    redirect(303, '/people?saved=withdrawn')
  },
}
