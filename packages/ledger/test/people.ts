import { openAccounts } from '../src/accounts.ts'
import type { Accounts, Ledger } from '../src/index.ts'
import type { Role } from '../src/access.ts'
import { type Gate, openGate } from '../src/rate-limit-gate.ts'
import { openLane } from '../src/rate-limit-lane.ts'
import { verifyPassword } from '../src/password-hash.ts'

export const secret = 'a secret of tests, long enough to sign'
export const password = 'correct horse battery staple'

export function testAccounts(ledger: Ledger): Accounts {
  return openAccounts(ledger, { secret, baseURL: 'http://127.0.0.1:4170' })
}

/** An account; its id. */
export async function addPerson(accounts: Accounts, name: string, role: Role = 'reader'): Promise<string> {
  const email = `${name}@example.org`
  const { user } = await accounts.api.createUser({ body: { name, email, password, role } })
  return user.id
}

export type CountingGate = Gate & { checks: string[]; waits: number[] }

/** A gate that counts: the hash of every check, and every wait, which takes no time. */
export function countingGate(): CountingGate {
  const checks: string[] = []
  const waits: number[] = []
  const gate = openGate({
    verify: async (asked) => {
      checks.push(asked.hash)
      return verifyPassword(asked)
    },
    now: () => 0,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    lane: openLane({ waiting: 32, rest: 0 }),
  })
  return { ...gate, checks, waits }
}

/** The `cookie` header of a browser that was given these. */
export function cookiesOf(...given: Headers[]): Headers {
  const jar = new Map<string, string>()
  for (const line of given.flatMap((headers) => headers.getSetCookie())) {
    const [pair] = line.split(';')
    const at = pair.indexOf('=')
    if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at))
    else jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
  return new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') })
}
