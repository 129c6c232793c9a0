import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { testLedger } from '../test/postgres.ts'
import { addPerson, cookiesOf, password, testAccounts } from '../test/people.ts'
import { signIn, type SignInAnswer } from '../src/sign-in.ts'

/**
 * What a flood of sign-ins does to pages and to the real user: `node packages/ledger/bench/sign-in.ts [seconds] [a second]`.
 * Pages are asked for over HTTP from this process, each with a session read from the ledger and 29 kB to send; the real
 * user signs in every three seconds from a browser that is known and from one that is not, in another house.
 */
const seconds = Number(process.argv[2] ?? 60)
const perSecond = Number(process.argv[3] ?? 50)

const house = await testLedger()
const accounts = testAccounts(house.ledger)
await addPerson(accounts, 'anna')
for (let n = 0; n < 20; n++) await addPerson(accounts, `person${n}`)
const anna = { email: 'anna@example.org', password }
const first = await signIn(house.ledger, accounts, { ...anna, address: '192.0.2.1', headers: new Headers() })
if (first.kind !== 'signed-in') throw new Error('expected a session')
const known = cookiesOf(first.headers)

const body = '<p>'.padEnd(29_000, 'x')
const server = createServer((_, answer) => {
  void accounts.api
    .getSession({ headers: known })
    .then((session) => answer.end(session ? body : 'signed out'))
})
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

type Guess = (n: number) => { email: string; address: string }
const floods: Record<string, Guess | undefined> = {
  'no flood': undefined,
  'one account, one address': () => ({ email: anna.email, address: '192.0.2.1' }),
  'many accounts, one address': (n) => ({ email: `person${n % 40}@example.org`, address: '192.0.2.9' }),
  'one account, an address each': (n) => ({
    email: anna.email,
    address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
  }),
}
for (const [name, guess] of Object.entries(floods)) {
  await house.ledger.deleteFrom('sign_in_attempt').execute()
  console.log(`${name}: ${line(await measure(guess))}`)
}
server.close()
await house.stop()

async function measure(guess: Guess | undefined) {
  const pages: number[] = []
  const refusals: number[] = []
  const real = { known: 0, elsewhere: 0, tried: 0 }
  const processor = process.cpuUsage()
  const began = performance.now()
  const work: Promise<unknown>[] = []
  const every = (milliseconds: number, task: (n: number) => Promise<void>) => {
    for (let n = 0; n * milliseconds < seconds * 1000; n++)
      work.push(new Promise((later) => setTimeout(later, n * milliseconds)).then(() => task(n)))
  }
  if (guess)
    every(1000 / perSecond, async (n) => {
      const { milliseconds } = await timed(() =>
        signIn(house.ledger, accounts, { ...guess(n), password: `guess ${n}`, headers: new Headers() }),
      )
      refusals.push(milliseconds)
    })
  every(50, async () => {
    pages.push((await timed(async () => (await fetch(page)).text())).milliseconds)
  })
  every(3000, async (n) => {
    real.tried += 1
    const from = (address: string, headers: Headers) =>
      signIn(house.ledger, accounts, { ...anna, address, headers }).then(isIn)
    real.known += await from('192.0.2.1', known)
    real.elsewhere += await from(`198.51.100.${n % 250}`, new Headers())
  })
  await Promise.all(work)
  const { user, system } = process.cpuUsage(processor)
  const cores = (user + system) / 1000 / (performance.now() - began)
  return { pages, refusals, real, cores }
}

function isIn({ kind }: SignInAnswer): number {
  return kind === 'signed-in' ? 1 : 0
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const began = performance.now()
  const value = await work()
  return { value, milliseconds: performance.now() - began }
}

function line({ pages, refusals, real, cores }: Awaited<ReturnType<typeof measure>>): string {
  const spread = (times: number[]) =>
    [0.5, 0.95, 0.99].map((share) => (at(times, share) ?? 0).toFixed(1)).join(' / ')
  return [
    `page ${spread(pages)} ms (median / 95 / 99 of a hundred)`,
    `refusal ${spread(refusals)} ms`,
    `real user in ${real.known} of ${real.tried} known, ${real.elsewhere} of ${real.tried} elsewhere`,
    `${cores.toFixed(2)} cores`,
  ].join('; ')
}

function at(times: number[], share: number): number | undefined {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]
}
