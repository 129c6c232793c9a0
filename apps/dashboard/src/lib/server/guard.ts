import { actorOf, recordAct } from '@pejling/ledger'
import { needsSecondFactor } from '@pejling/operation'
import type { RequestEvent } from '@sveltejs/kit'
import { doorOf, type Refusal, refusalAt, refusalAtRows, type Visitor } from './access.ts'
import { isAway } from './from-ledger.ts'
import { getHouse } from './house.ts'
import { noteRefusal } from './refused.ts'
import { rowAccess } from './study-access.ts'

/** A refusal as the hook knows it: also one that cannot be decided while the ledger is away. */
export type Refused = Refusal | { why: 'away' }

/** Doors to one study's rows, and where the address says which study. */
const rowDoors: Record<string, (event: RequestEvent) => string | null | undefined> = {
  'GET /rows': ({ url }) => url.searchParams.get('study'),
  'GET /files/[study]/[...path]': ({ params }) => params.study,
  'GET /studies/[study]/units/[unit]': ({ params }) => params.study,
  'GET /studies/[study]/units/[unit]/[key]': ({ params }) => params.study,
  'GET /studies/[study]/units/[unit]/rows/[format]': ({ params }) => params.study,
}

/** May the one who asks pass that door? For menus: what is not shown is not thereby closed. */
export function passes(locals: App.Locals, door: string): boolean {
  return refusalAt(door, visitorOf(locals)) === undefined
}

/**
 * Why this request may not pass, by the table of access; nothing if it may. An address of no page is not refused. Rows of
 * a study that is not open are only shown once the log has it.
 */
export async function refusalOf(event: RequestEvent): Promise<Refused | undefined> {
  const { route, request, url, locals } = event
  if (!route.id) return undefined
  const door = doorOf(request.method, route.id, url)
  const toRows = Object.hasOwn(rowDoors, door)
  const study = toRows ? rowDoors[door](event) : undefined
  try {
    // An address of rows that names no study shows none: the page says what is missing in it.
    const refusal = study
      ? await refusalOfRows(event, study)
      : refusalAt(toRows ? 'GET /relations' : door, visitorOf(locals))
    return refusal?.why === 'signed-out' && locals.session === 'unknown' ? { why: 'away' } : refusal
  } catch (problem) {
    if (isAway(problem)) return { why: 'away' }
    throw problem
  }
}

async function refusalOfRows({ url, locals, route }: RequestEvent, study: string) {
  const access = await rowAccess(locals, study, url.searchParams.get('edition'))
  const refusal = refusalAtRows(visitorOf(locals), access)
  const { ledger } = getHouse()
  if (!refusal && access.rows === 'granted' && ledger && locals.account)
    await recordAct(ledger, {
      ...actorOf(locals.account),
      act: 'see-rows',
      subject: study,
      details: { page: route.id },
    })
  return refusal
}

/**
 * The answer to one who may not pass: sent to sign in and back again, or to set up a second factor, if that may help,
 * else a page that says why. A form is not sent on, since what was written in it would be lost without a word.
 */
export async function refuse(event: RequestEvent, refused: Refused): Promise<Response> {
  const { request, url } = event
  const from = url.pathname + url.search
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (refused.why === 'signed-out' && reads) return sendTo(`/sign-in?return=${encodeURIComponent(from)}`)
  if (refused.why === 'second-factor' && reads) return sendTo('/account/second-factor')
  if (statusOf[refused.why] === 403) await noteRefusal(event, refused.why)
  const told = new URLSearchParams({ ...refused, from: reads ? from : url.pathname })
  const page = await event.fetch(`/no-access?${told}`)
  const headers = new Headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  if (refused.why === 'away') headers.set('retry-after', '5')
  return new Response(await page.text(), { status: statusOf[refused.why], headers })
}

function sendTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

const statusOf: Record<Refused['why'], number> = {
  unknown: 403,
  role: 403,
  grant: 403,
  hidden: 403,
  'second-factor': 403,
  'signed-out': 401,
  away: 503,
}

/** Must the account have a second factor before it may do what its role may? */
export function lacksFactor({ account }: App.Locals): boolean {
  if (account?.provenByProvider) return false
  return (
    account !== undefined && !account.secondFactor && needsSecondFactor(getHouse().secondFactor, account.role)
  )
}

function visitorOf(locals: App.Locals): Visitor {
  return { role: locals.account?.role, publicHouse: getHouse().public, lacksFactor: lacksFactor(locals) }
}
