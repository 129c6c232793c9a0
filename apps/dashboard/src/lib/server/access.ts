import { type Capability, capabilities, may, type Right, type Role } from '@pejling/ledger'

/** What a door asks for: nothing at all, an account of any kind, or what an account's role lets it do. */
export type Need = 'nothing' | 'account' | Capability

/**
 * The one table of access: every page (`GET`), form action (`POST route?/action`) and endpoint with what it asks for. A
 * door that is not in the table is closed to all. A test walks the routes on disk and every door with every kind of
 * visitor. The command line has a table of its own: pipelines/runner/src/commands/command-access.ts.
 */
export const access: Readonly<Record<string, Need>> = {
  'GET /': 'see-figures',
  'GET /about': 'nothing',
  'GET /account': 'account',
  'POST /account?/endOthers': 'account',
  'POST /account?/endSession': 'account',
  'POST /account?/name': 'account',
  'POST /account?/password': 'account',
  'GET /account/second-factor': 'account',
  'POST /account/second-factor?/begin': 'account',
  'POST /account/second-factor?/confirm': 'account',
  'POST /account/second-factor?/newCodes': 'account',
  'POST /account/second-factor?/turnOff': 'account',
  'GET /account/tokens': 'account',
  'POST /account/tokens?/make': 'account',
  'POST /account/tokens?/revoke': 'account',
  'GET /api-guide': 'nothing',
  'GET /api/auth/callback/oidc': 'nothing',
  'GET /api/health': 'nothing',
  'GET /api/ready': 'nothing',
  'GET /api/v1/editions': 'use-edition',
  'GET /api/v1/findings/[study]': 'see-figures',
  'GET /api/v1/openapi.json': 'nothing',
  'GET /api/v1/relations': 'see-figures',
  'GET /api/v1/studies': 'see-figures',
  'GET /api/v1/studies/[study]': 'see-figures',
  'GET /api/v1/studies/[study]/codebook': 'see-figures',
  'GET /api/v1/studies/[study]/indicators': 'see-figures',
  'GET /api/v1/studies/[study]/indicators/[indicator]': 'see-figures',
  'GET /api/v1/studies/[study]/interviews/agreement': 'see-figures',
  'GET /api/v1/studies/[study]/interviews/matrix': 'see-figures',
  'GET /api/v1/studies/[study]/interviews/values': 'see-figures',
  'GET /api/v1/studies/[study]/variables/[variable]': 'see-figures',
  'GET /audit': 'see-audit-of-tables',
  'GET /audit-log': 'read-audit-log',
  'GET /audit-log/export': 'read-audit-log',
  'GET /audit/[study]': 'see-audit-of-tables',
  'GET /compare': 'see-figures',
  'GET /disclosure': 'see-protection',
  'GET /disclosure/[study]': 'see-protection',
  'POST /disclosure/[study]?/decide': 'decide-thresholds',
  'GET /editions': 'use-edition',
  'GET /editions/[edition]': 'use-edition',
  'POST /editions/[edition]?/keep': 'use-edition',
  'POST /editions/[edition]?/letGo': 'use-edition',
  'POST /editions/[edition]?/use': 'use-edition',
  'GET /editions/[edition]/archive': 'use-edition',
  'GET /editions/compare': 'use-edition',
  'GET /editions/compare/events': 'use-edition',
  'GET /files/[study]/[...path]': 'see-rows',
  'GET /findings': 'see-figures',
  'GET /findings/[study]': 'see-figures',
  'GET /glossary': 'nothing',
  'GET /interviews/[study]/agreement': 'see-figures',
  'GET /interviews/[study]/agreement/planner': 'see-figures',
  'GET /interviews/[study]/agreement/queue': 'code-interviews',
  'GET /interviews/[study]/agreement/queue/[item]': 'code-interviews',
  'POST /interviews/[study]/agreement/queue/[item]?/settle': 'code-interviews',
  'POST /interviews/[study]/agreement/queue/[item]?/undo': 'code-interviews',
  'GET /interviews/[study]/judgements': 'code-interviews',
  'GET /interviews/[study]/judgements/[variable]/[unit]': 'code-interviews',
  'POST /interviews/[study]/judgements/[variable]/[unit]?/judge': 'code-interviews',
  'POST /interviews/[study]/judgements/[variable]/[unit]?/settle': 'code-interviews',
  'GET /interviews': 'see-figures',
  // What of a study's interviews is shown to whom is decided page by page: lib/server/interviews/interview-room.ts.
  'GET /interviews/[study]': 'see-figures',
  'GET /interviews/[study]/code/[...code]': 'see-figures',
  'GET /interviews/[study]/condensations': 'see-figures',
  'GET /interviews/[study]/condensations/[unit]/[...code]': 'see-figures',
  'POST /interviews/[study]/condensations/[unit]/[...code]?/write': 'code-interviews',
  'GET /interviews/[study]/excerpts': 'see-figures',
  'GET /interviews/[study]/excerpts/[excerpt]': 'see-figures',
  'POST /interviews/[study]/excerpts/[excerpt]?/clear': 'clear-quotations',
  'POST /interviews/[study]/excerpts/[excerpt]?/unclear': 'clear-quotations',
  'GET /interviews/[study]/memos': 'see-figures',
  'GET /interviews/[study]/notes/[hash]': 'mask-passages',
  'POST /interviews/[study]/notes/[hash]?/mask': 'mask-passages',
  'POST /interviews/[study]/notes/[hash]?/unmask': 'unmask-passages',
  'GET /interviews/[study]/quotations': 'see-figures',
  'GET /interviews/[study]/quotations/export': 'see-figures',
  'GET /interviews/[study]/search': 'see-figures',
  'GET /interviews/[study]/source/[source]': 'see-figures',
  'POST /interviews/[study]/source/[source]?/mask': 'mask-passages',
  'POST /interviews/[study]/source/[source]?/unmask': 'unmask-passages',
  'GET /interviews/[study]/together': 'see-figures',
  'GET /interviews/[study]/values/[variable]/[unit]': 'see-figures',
  'GET /invitation/[token]': 'nothing',
  'POST /invitation/[token]': 'nothing',
  'POST /language': 'nothing',
  'GET /lineage/[study]/[...of]': 'see-figures',
  'GET /lists/[list]': 'see-figures',
  'POST /lists/[list]?/change': 'keep-views',
  'POST /lists/[list]?/freeze': 'keep-views',
  'POST /lists/[list]?/remove': 'keep-views',
  'GET /lists/[list]/[format]': 'see-figures',
  // Asks for its token, or for this machine, by itself.
  'GET /metrics': 'nothing',
  'GET /no-access': 'nothing',
  'GET /password/[token]': 'nothing',
  'POST /password/[token]': 'nothing',
  'GET /people': 'manage-people',
  'POST /people?/invite': 'manage-people',
  'POST /people?/withdraw': 'manage-people',
  'GET /people/[person]': 'manage-people',
  'POST /people/[person]?/end': 'manage-people',
  'POST /people/[person]?/endSession': 'manage-people',
  'POST /people/[person]?/factor': 'manage-people',
  'POST /people/[person]?/grant': 'manage-people',
  'POST /people/[person]?/passwordLink': 'manage-people',
  'POST /people/[person]?/restore': 'manage-people',
  'POST /people/[person]?/revoke': 'manage-people',
  'POST /people/[person]?/role': 'manage-people',
  'GET /relations': 'see-figures',
  'GET /relations/export/[format]': 'see-figures',
  'GET /rounds': 'upload-rounds',
  'GET /rounds/[upload]': 'upload-rounds',
  'POST /rounds/[upload]?/accept': 'upload-rounds',
  'POST /rounds/[upload]?/alias': 'upload-rounds',
  'POST /rounds/[upload]?/approve': 'approve-rounds',
  'POST /rounds/[upload]?/check': 'upload-rounds',
  'POST /rounds/[upload]?/drop': 'upload-rounds',
  'POST /rounds/[upload]?/match': 'upload-rounds',
  'POST /rounds/[upload]?/preview': 'upload-rounds',
  'POST /rounds/[upload]?/publish': 'approve-rounds',
  'POST /rounds/[upload]?/read': 'upload-rounds',
  // What is live is withdrawn by who may approve: the ledger asks.
  'POST /rounds/[upload]?/withdraw': 'upload-rounds',
  'GET /rounds/[upload]/failed-rows': 'upload-rounds',
  'GET /rounds/events': 'upload-rounds',
  'GET /rounds/facts/[study]/[round]': 'upload-rounds',
  // The facts of what is live are changed by who may approve: the ledger asks.
  'POST /rounds/facts/[study]/[round]?/save': 'upload-rounds',
  'POST /rounds/files': 'upload-rounds',
  'GET /rounds/files/[file]': 'upload-rounds',
  'PATCH /rounds/files/[file]': 'upload-rounds',
  'DELETE /rounds/files/[file]': 'upload-rounds',
  'GET /rounds/new': 'upload-rounds',
  'POST /rounds/new?/send': 'upload-rounds',
  'GET /rows': 'see-rows',
  'GET /runs': 'run-pipelines',
  'GET /runs/[run]': 'run-pipelines',
  'POST /runs/[run]?/cancel': 'run-pipelines',
  'GET /runs/events': 'run-pipelines',
  'GET /runs/new': 'run-pipelines',
  'POST /runs/new?/plan': 'run-pipelines',
  'POST /runs/new?/run': 'run-pipelines',
  'GET /search': 'see-figures',
  'GET /search/results': 'see-figures',
  'GET /setup/[token]': 'nothing',
  'POST /setup/[token]': 'nothing',
  'GET /sign-in': 'nothing',
  'POST /sign-in': 'nothing',
  'GET /sign-in/provider': 'nothing',
  'GET /sign-in/second-factor': 'nothing',
  'POST /sign-in/second-factor?/code': 'nothing',
  'POST /sign-in/second-factor?/recovery': 'nothing',
  'POST /sign-out': 'nothing',
  'GET /sql': 'use-sql',
  'POST /sql?/run': 'use-sql',
  'POST /sql/csv': 'use-sql',
  'GET /studies/[study]': 'see-figures',
  'GET /studies/[study]/archive': 'see-figures',
  'GET /studies/[study]/indicators': 'see-figures',
  'GET /studies/[study]/indicators/[indicator]': 'see-figures',
  'GET /studies/[study]/units/[unit]': 'see-rows',
  'GET /studies/[study]/units/[unit]/[key]': 'see-rows',
  'GET /studies/[study]/units/[unit]/rows/[format]': 'see-rows',
  'POST /theme': 'nothing',
  'GET /tour': 'see-figures',
  'GET /tour/[step]': 'see-figures',
  'GET /views': 'keep-views',
  'POST /views?/list': 'keep-views',
  'POST /views?/plan': 'keep-views',
  'POST /views?/save': 'keep-views',
  // A frozen view is for all who may see figures; the ledger asks whose the others are.
  'GET /views/[view]': 'see-figures',
  'POST /views/[view]?/add': 'keep-views',
  'POST /views/[view]?/freeze': 'keep-views',
  'POST /views/[view]?/remove': 'keep-views',
  'POST /views/[view]?/verify': 'see-figures',
  'GET /views/[view]/[file]': 'see-figures',
}

/** Who stands at a door, and in what house. */
export type Visitor = {
  /** Nobody's role is `undefined`. */
  role: Role | undefined
  /** Does the installation show readers' figures to those who have no account? */
  publicHouse: boolean
  /** Must the account have a second factor that it has not set up? */
  lacksFactor?: boolean
}

/**
 * Why a door stays closed: no such door, no account, a second factor that is missing, too low a role, a study's right
 * that was not given, or rows that a study shows to nobody.
 */
export type Refusal =
  | { why: 'unknown' }
  | { why: 'signed-out' }
  | { why: 'second-factor' }
  | { why: 'role'; capability: Capability; role: Role }
  | { why: 'grant'; study: string; right: Right }
  | { why: 'hidden'; study: string }

/**
 * May the visitor pass? Nothing if so, else why not. In a public house one without an account is a reader. An account that
 * must have a second factor and has none passes only what asks for no role.
 */
export function refusalAt(door: string, { role, publicHouse, lacksFactor }: Visitor): Refusal | undefined {
  const need = Object.hasOwn(access, door) ? access[door] : undefined
  if (need === undefined) return { why: 'unknown' }
  if (need === 'nothing') return undefined
  if (need === 'account') return role ? undefined : { why: 'signed-out' }
  if (lacksFactor) return { why: 'second-factor' }
  if (may(role ?? (publicHouse ? 'reader' : undefined), need)) return undefined
  return role ? { why: 'role', capability: need, role: capabilities[need] } : { why: 'signed-out' }
}

/** How a study's rows may be seen: by whoever may see its figures, with its right (given or not), or by nobody. */
export type RowAccess = { study: string; rows: 'open' | 'granted' | 'not-granted' | 'hidden' }

/** The same where the door is to one study's rows: if the study is not open they need the role and the study's right. */
export function refusalAtRows(visitor: Visitor, { study, rows }: RowAccess): Refusal | undefined {
  if (rows === 'open') return refusalAt('GET /relations', visitor)
  const refusal = refusalAt('GET /rows', { ...visitor, publicHouse: false })
  if (refusal || rows === 'granted') return refusal
  return rows === 'hidden' ? { why: 'hidden', study } : { why: 'grant', study, right: 'rows' }
}

/**
 * The door a request is at, as in the table: `GET /people`, `POST /people?/invite`. The action is read from the address
 * just as the router reads it, so that the door that is asked about is the one that opens.
 */
export function doorOf(method: string, route: string, address: URL): string {
  const at = `${method === 'HEAD' ? 'GET' : method} ${route}`
  if (method !== 'POST') return at
  const action = [...address.searchParams.keys()].find((name) => name.startsWith('/'))
  return action ? `${at}?${action}` : at
}
