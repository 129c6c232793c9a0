import { actorOf, createApiToken, listApiTokens, revokeApiToken } from '@pejling/ledger'
import { fail, redirect } from '@sveltejs/kit'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { listTitles } from '#lib/server/people.ts'
import type { Actions, PageServerLoad } from './$types'

/** Days a token may be made for, here; the command line takes any number up to a year. */
const days = [7, 30, 90, 365]

/** The tokens of the one who asks. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const titles = await listTitles(locals)
  const found = await fromLedger(({ ledger }) => listApiTokens(ledger, locals.account!.id))
  return {
    days,
    studies: titles,
    tokens: found.map((token) => ({ ...token, title: titles.find(({ id }) => id === token.study)?.title })),
    now: new Date(),
    saved: url.searchParams.get('saved') === 'revoked',
  }
}

export const actions: Actions = {
  make: async ({ request, locals }) => {
    const text = await formText(request)
    const [name, study, length] = [text('name').trim(), text('study'), Number(text('days'))]
    if (!name || name.length > 80) return fail(400, { problem: 'name' as const, name, study })
    if (!(await listTitles(locals)).some(({ id }) => id === study))
      return fail(400, { problem: 'study' as const, name, study })
    const account = locals.account!
    const { token } = await fromLedger(({ ledger }) =>
      createApiToken(ledger, {
        ...{ person: account.id, study, name, by: actorOf(account) },
        days: days.includes(length) ? length : days[1],
      }),
    )
    // Said in the answer to the form and nowhere else: it is in no address and no cookie.
    return { token }
  },
  revoke: async ({ request, locals }) => {
    const id = Number((await formText(request))('token'))
    const account = locals.account!
    await fromLedger(({ ledger }) =>
      revokeApiToken(ledger, { person: account.id, id, by: actorOf(account) }).catch((problem: Error) => {
        // It was revoked in another window.
        if (!problem.message.startsWith('unknown token: ')) throw problem
      }),
    )
    redirect(303, '/account/tokens?saved=revoked')
  },
}
