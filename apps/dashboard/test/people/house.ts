import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Accounts,
  type Ledger,
  migrate,
  openLedger,
  type Role,
  roleOf,
  startPostgres,
} from '@pejling/ledger'
import { openAccounts } from '@pejling/ledger/accounts'
import { serve } from '../global-setup.ts'

/** A house of its own: a real PostgreSQL with people in it, and one dashboard or more before it. */
export type PeopleHouse = {
  ledger: Ledger
  accounts: Accounts
  url: string
  /** Starts a dashboard that shows the edition; its address. */
  open(environment?: Record<string, string>): Promise<string>
  /** Makes an account; its id. */
  addPerson(name: string, role: Role): Promise<string>
  /** Tells the dashboard at that address to stop, and waits until it has. */
  stop(address: string): Promise<void>
  close(): Promise<void>
}

export const password = 'fire ugler på en mur'
const secret = 'only for tests, and long enough to sign with'

/** @param edition the file of the edition that is shown */
export async function openPeopleHouse(edition: string): Promise<PeopleHouse> {
  const home = await mkdtemp(join(tmpdir(), 'pejling-people-'))
  const postgres = await startPostgres(home)
  const [ledger, owner] = [openLedger(postgres.url), openLedger(postgres.ownerUrl, { connections: 2 })]
  await migrate(owner, roleOf(postgres.url)).finally(() => owner.destroy())
  const accounts = openAccounts(ledger, { secret, baseURL: 'http://127.0.0.1' })
  const servers: Awaited<ReturnType<typeof serve>>[] = []
  return {
    ...{ ledger, accounts, url: postgres.url },
    async open(environment = {}) {
      const server = await serve({
        ...cleanEnvironment(),
        PEJLING_HOME: home,
        DATABASE_URL: postgres.url,
        PEJLING_EDITION: edition,
        PEJLING_SECRET: secret,
        ...environment,
      })
      servers.push(server)
      return server.address
    },
    async addPerson(name, role) {
      const email = emailOf(name)
      const { user } = await accounts.api.createUser({ body: { name, email, password, role } })
      return user.id
    },
    async stop(address) {
      const [{ child }] = servers.splice(
        servers.findIndex((server) => server.address === address),
        1,
      )
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
    async close() {
      for (const { child } of servers) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await ledger.destroy()
      await postgres.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

export function emailOf(name: string): string {
  return `${name.toLowerCase()}@example.dk`
}

/** Signs in as a browser does; the cookies it was given. */
export async function signInAs(address: string, name: string): Promise<string> {
  const answer = await send(address, 'POST', '/sign-in', { form: { email: emailOf(name), password } })
  if (answer.status !== 303) throw new Error(`sign in: expected 303 for ${name}, found ${answer.status}`)
  return cookiesOf(answer)
}

export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .filter((line) => !/max-age=0/i.test(line))
    .map((line) => line.split(';')[0])
    .join('; ')
}

type Sent = { cookie?: string; form?: Record<string, string>; origin?: string | null }

/** One request as a browser's form or link makes it; redirects are not followed. */
export function send(
  address: string,
  method: string,
  path: string,
  { cookie, form, origin = address }: Sent = {},
): Promise<Response> {
  const headers = new Headers({ accept: 'text/html' })
  if (cookie) headers.set('cookie', cookie)
  if (method !== 'GET' && origin !== null) headers.set('origin', origin)
  const body = method === 'POST' ? new URLSearchParams(form) : undefined
  return fetch(address + path, { method, headers, body, redirect: 'manual' })
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PEJLING_|DATABASE_|PORT$|HOST$)/.test(name)),
  )
}
