import {
  clearSecondFactor,
  createInvitation,
  createPasswordLink,
  type Decision,
  endAccess,
  findPersonByEmail,
  type InvitedGrant,
  type Ledger,
  listInvitations,
  listPeople,
  parseRight,
  parseRole,
  type Person,
  restoreAccess,
  setGrant,
  setRole,
} from '@pejling/ledger'
import { readConfiguration } from '@pejling/operation'
import { type House, withHouse } from '../house.ts'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { listStudyNames } from '../study-folder.ts'

type Json = { json?: boolean }

/** `pejling people list`: everybody with an account, and invitations that nobody has accepted. */
export async function listPeopleCommand({ json }: Json): Promise<ExitCode> {
  const { people, invitations } = await withHouse(async ({ ledger }) => ({
    people: await listPeople(ledger),
    invitations: await listInvitations(ledger),
  }))
  if (json) printJson({ people, invitations })
  else {
    const lines = [
      ...people.map((person) => [person.email, person.name, ended(person), ...about(person)]),
      ...invitations.map(({ email, role, grants, expiresAt }) => [
        ...[email, '', `invited as ${role}`, '', grants.map(grantLine).join(', ')],
        `until ${expiresAt.toISOString().slice(0, 10)}`,
      ]),
    ]
    print(lines.length ? aligned(lines) : 'nobody yet; pejling people invite')
  }
  return 0
}

/** `pejling people invite E-MAIL --role ROLE`: a link for one person and one account, shown this one time. */
export async function invitePersonCommand(
  email: string,
  { role, grant = [], days, json }: Json & { role: string; grant?: string[]; days?: string },
): Promise<ExitCode> {
  const parsed = { email, role: parseRole(role), grants: grant.map(parseGrant), days: parseDays(days) }
  const { token, expiresAt } = await withHouse(async (house) => {
    for (const { study } of parsed.grants) await checkStudy(house, study)
    return createInvitation(house.ledger, { ...parsed, by: house.caller.by })
  })
  return sayLink(`/invitation/${token}`, expiresAt, json)
}

/** `pejling people role E-MAIL ROLE`: another role, from the next request on; for one whose access has ended, again. */
export async function setRoleCommand(email: string, role: string, { json }: Json): Promise<ExitCode> {
  const wanted = parseRole(role)
  return changed(email, json, (ledger, { ended, ...decision }) =>
    (ended ? restoreAccess : setRole)(ledger, { ...decision, role: wanted }),
  )
}

/** `pejling people grant E-MAIL STUDY RIGHT`: a right to a study, until a day or for good, or no longer. */
export async function setGrantCommand(
  email: string,
  study: string,
  right: string,
  { until, takeAway, json }: Json & { until?: string; takeAway?: boolean },
): Promise<ExitCode> {
  const grant = { study, right: parseRight(right), given: !takeAway, endsOn: takeAway ? undefined : until }
  return changed(email, json, async (ledger, decision, house) => {
    if (grant.given) await checkStudy(house, study)
    return setGrant(ledger, { ...decision, ...grant })
  })
}

/** `pejling people end E-MAIL`: ends access at once, sessions and grants with it. */
export async function endAccessCommand(email: string, { json }: Json): Promise<ExitCode> {
  return changed(email, json, endAccess)
}

/** `pejling people password-link E-MAIL`: a link with which that person sets a new password, shown this one time. */
export async function passwordLinkCommand(email: string, { json }: Json): Promise<ExitCode> {
  const { token, expiresAt } = await withHouse(async ({ ledger, caller }) =>
    createPasswordLink(ledger, { person: (await getPerson(ledger, email)).id, by: caller.by }),
  )
  return sayLink(`/password/${token}`, expiresAt, json)
}

/** `pejling people second-factor-off E-MAIL`: for somebody who has lost it and the recovery codes. */
export async function secondFactorOffCommand(email: string, { json }: Json): Promise<ExitCode> {
  return changed(email, json, clearSecondFactor)
}

type CallersDecision = Decision & { ended: boolean }

/** Finds the person, makes the change on what was found, and says what holds now. */
async function changed(
  email: string,
  json: boolean | undefined,
  change: (ledger: Ledger, decision: CallersDecision, house: House) => Promise<number>,
): Promise<ExitCode> {
  const person = await withHouse(async (house) => {
    const { id, version, ended } = await getPerson(house.ledger, email)
    await change(house.ledger, { person: id, seenVersion: version, by: house.caller.by, ended }, house)
    return getPerson(house.ledger, email)
  })
  if (json) printJson(person)
  else print([person.email, ended(person), ...about(person)].filter(Boolean).join('  '))
  return 0
}

function sayLink(path: string, expiresAt: Date, json: boolean | undefined): ExitCode {
  const { origin, host, port } = readConfiguration(process.env)
  const link = `${origin ?? `http://${host}:${port}`}${path}`
  if (json) printJson({ link, expiresAt })
  else print(`${link}\ngood once, until ${expiresAt.toISOString()}`)
  return 0
}

async function getPerson(ledger: Ledger, email: string): Promise<Person> {
  const person = await findPersonByEmail(ledger, email)
  if (!person) throw new Error('unknown person: no account with this address; pejling people list')
  return person
}

async function checkStudy({ home }: House, study: string): Promise<void> {
  const known = await listStudyNames(home.studies)
  if (!known.includes(study)) throw new Error(`unknown study: ${study}; expected one of ${known.join(', ')}`)
}

/** `study:right` or `study:right:2027-01-31`. */
function parseGrant(text: string): InvitedGrant {
  const [study, right, endsOn, ...more] = text.split(':')
  if (!study || !right || more.length)
    throw new Error(`grant: expected study:right or study:right:day, found ${text}`)
  return { study, right: parseRight(right), ...(endsOn && { endsOn }) }
}

function parseDays(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 90)
    throw new Error(`days: expected 1 to 90, found ${text}`)
  return days
}

function ended({ ended, role }: Person): string {
  return ended ? 'access ended' : role
}

function about({ secondFactor, grants }: Person): string[] {
  return [secondFactor ? 'second factor' : '', grants.map(grantLine).join(', ')]
}

function grantLine({ study, right, endsOn }: InvitedGrant): string {
  return `${right} of ${study}${endsOn ? ` until ${endsOn}` : ''}`
}
