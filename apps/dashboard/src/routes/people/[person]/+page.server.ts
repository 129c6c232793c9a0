import {
  actorOf,
  clearSecondFactor,
  createPasswordLink,
  type Decision,
  endAccess,
  endSessions,
  findPerson,
  findRole,
  type Ledger,
  listSessions,
  PersonChanged,
  restoreAccess,
  rights,
  roles,
  setGrant,
  setRole,
} from '@pejling/ledger'
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { seenSession } from '#lib/people/seen-session.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { listNames, listTitles, seenGrants } from '#lib/server/people.ts'
import type { Actions, PageServerLoad } from './$types'

const saved = ['role', 'grant', 'revoke', 'end', 'restore', 'session', 'factor'] as const

/** One account: what it may do, where it is signed in, and the version that is seen here. */
export const load: PageServerLoad = async ({ params, locals, url }) =>
  fromLedger(async ({ ledger }) => {
    const person = await findPerson(ledger, params.person)
    if (!person) error(404, 'person: expected an account, found none')
    const studies = await listTitles(locals)
    const current = locals.account?.session
    return {
      person: {
        ...person,
        grants: seenGrants(person.grants, studies),
        you: person.id === locals.account?.id,
      },
      sessions: (
        await listSessions(ledger, { person: person.id, current, idleMinutes: getHouse().sessionIdle })
      ).map(seenSession),
      studies,
      roles,
      rights,
      saved: saved.find((name) => name === url.searchParams.get('saved')),
    }
  })

export const actions: Actions = {
  role: decide('role', async (ledger, decision, text) => {
    const role = findRole(text('role'))
    if (!role) return fail(400, { problem: 'missing' as const })
    await setRole(ledger, { ...decision, role })
  }),
  grant: decide('grant', async (ledger, decision, text) => {
    const right = rights.find((known) => known === text('right'))
    if (!right || !text('study')) return fail(400, { problem: 'missing' as const })
    const endsOn = text('endsOn') || undefined
    await setGrant(ledger, { ...decision, study: text('study'), right, given: true, endsOn })
  }),
  revoke: decide('revoke', async (ledger, decision, text) => {
    const right = rights.find((known) => known === text('right'))
    if (!right || !text('study')) return fail(400, { problem: 'missing' as const })
    await setGrant(ledger, { ...decision, study: text('study'), right, given: false })
  }),
  factor: decide('factor', async (ledger, decision) => void (await clearSecondFactor(ledger, decision))),
  end: decide('end', async (ledger, decision) => void (await endAccess(ledger, decision))),
  restore: decide('restore', async (ledger, decision, text) => {
    const role = findRole(text('role'))
    if (!role) return fail(400, { problem: 'missing' as const })
    await restoreAccess(ledger, { ...decision, role })
  }),
  /** A link for who has forgotten the password, shown once. */
  passwordLink: async ({ params, locals, url }) =>
    fromLedger(async ({ ledger }) => {
      try {
        const by = actorOf(locals.account!)
        const { token } = await createPasswordLink(ledger, { person: params.person, by })
        return { link: `${url.origin}/password/${token}` }
      } catch (problem) {
        return refusedBy(problem)
      }
    }),
  endSession: async ({ params, request, locals }) => {
    const session = (await formText(request))('session')
    await fromLedger(async ({ ledger }) => {
      await endSessions(ledger, { person: params.person, session, by: actorOf(locals.account!) })
    })
    redirect(303, `/people/${encodeURIComponent(params.person)}?saved=session`)
  },
}

type Text = (name: string) => string

/** A decision about the person by the version that was seen; one who comes second is told what the first one did. */
function decide<Failed>(
  done: (typeof saved)[number],
  work: (ledger: Ledger, decision: Decision, text: Text) => Promise<Failed>,
) {
  return async ({ params, request, locals }: RequestEvent<{ person: string }>) => {
    const text = await formText(request)
    const seenVersion = Number(text('version'))
    const decision = { person: params.person, seenVersion, by: actorOf(locals.account!) }
    const failed = await fromLedger(async ({ ledger }) => {
      try {
        return await work(ledger, decision, text)
      } catch (problem) {
        if (problem instanceof PersonChanged) {
          const names = await listNames(ledger)
          const changes = problem.changes.map(({ change, by, at }) => ({
            change,
            by: names[by] ?? by,
            at,
          }))
          return fail(409, { problem: 'changed' as const, changes })
        }
        return refusedBy(problem)
      }
    })
    if (failed) return failed
    redirect(303, `/people/${encodeURIComponent(params.person)}?saved=${done}`)
  }
}

/** What the ledger refuses, as the page says it. */
function refusedBy(problem: unknown) {
  const { message } = problem as Error
  if (message.startsWith('last admin: ')) return fail(409, { problem: 'last-admin' as const })
  if (message.startsWith('ended access: ')) return fail(409, { problem: 'ended' as const })
  if (message.startsWith('password link: ')) return fail(409, { problem: 'provider' as const })
  if (/^(study|last day): /.test(message)) return fail(400, { problem: 'day' as const })
  if (message.startsWith('unknown person: ')) error(404, 'person: expected an account, found none')
  throw problem
}
