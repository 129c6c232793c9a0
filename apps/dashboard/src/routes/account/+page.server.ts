import { changePassword, endOwnSessions, findPerson, listSessions } from '@pejling/ledger'
import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { seenSession } from '#lib/people/seen-session.ts'
import { passCookies } from '#lib/server/accounts.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { listTitles, seenGrants } from '#lib/server/people.ts'
import type { Actions, PageServerLoad } from './$types'

const saved = ['name', 'password', 'session', 'others', 'on', 'off'] as const

/** The account of the one who asks. */
export const load: PageServerLoad = async ({ locals, url }) =>
  fromLedger(async ({ ledger }) => {
    const { id, name, email, role, secondFactor, session } = locals.account!
    const person = await findPerson(ledger, id)
    return {
      me: { name, email, role, secondFactor },
      grants: seenGrants(person?.grants ?? [], await listTitles(locals)),
      sessions: (
        await listSessions(ledger, { person: id, current: session, idleMinutes: getHouse().sessionIdle })
      ).map(seenSession),
      saved: saved.find((done) => done === url.searchParams.get('saved')),
    }
  })

export const actions: Actions = {
  name: async ({ request }) => {
    const name = (await formText(request))('name').trim().slice(0, 200)
    if (!name) return fail(400, { asked: 'name' as const, problem: 'missing' as const })
    await fromLedger(({ accounts }) => accounts.api.updateUser({ body: { name }, headers: request.headers }))
    redirect(303, '/account?saved=name')
  },
  password: async ({ request, cookies }) => {
    const text = await formText(request)
    const [current, next] = [text('current'), text('password')]
    const asked = 'password' as const
    if (next !== text('again')) return fail(400, { asked, problem: 'different' as const })
    const answer = await fromLedger(({ ledger, accounts }) =>
      changePassword(ledger, accounts, { current, next, headers: request.headers }),
    )
    if (answer.kind === 'wrong') return fail(400, { asked, problem: 'wrong' as const })
    if (answer.kind === 'refused') return fail(400, { asked, problem: answer.problem })
    passCookies(answer.headers, cookies)
    redirect(303, '/account?saved=password')
  },
  endSession: (event) => end(event, 'session'),
  endOthers: (event) => end(event, 'others'),
}

/** Ends one other session or all of them, for who proves again who asks. */
async function end({ request }: RequestEvent, which: 'session' | 'others') {
  const text = await formText(request)
  const { headers } = request
  const failed = await fromLedger(async ({ ledger, accounts }) => {
    try {
      const session = which === 'session' ? text('session') : undefined
      await endOwnSessions(ledger, accounts, { proof: text('proof'), headers, session })
    } catch (problem) {
      if (!(problem as Error).message.startsWith('password: wrong')) throw problem
      return fail(400, { asked: 'sessions' as const, problem: 'proof' as const })
    }
  })
  if (failed) return failed
  redirect(303, `/account?saved=${which}`)
}
