import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { acceptInvitation, openLedger, startPostgres } from '@pejling/ledger'
import { openAccounts } from '@pejling/ledger/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

let house: TestHouse
let stop: () => Promise<void>
beforeAll(async () => {
  house = await testHouse()
  await mkdir(join(house.studies, 'a-study'), { recursive: true })
  await writeFile(join(house.studies, 'a-study/study.yaml'), 'x')
  expect((await house.pejling('migrate', 'forward')).code).toBe(0)
  const postgres = await startPostgres(house.home)
  stop = () => postgres.stop()
}, 180_000)
afterAll(async () => {
  await stop()
  await house.close()
})

const people = (...words: string[]) => house.pejling('people', ...words)

/** Accepts as the page of the link does. */
async function accept(link: string): Promise<void> {
  const { url } = await startPostgres(house.home)
  const ledger = openLedger(url)
  try {
    const accounts = openAccounts(ledger, { secret: 'x'.repeat(32), baseURL: 'http://127.0.0.1' })
    const token = link.split('/invitation/')[1]
    await acceptInvitation(ledger, accounts, { token, name: 'Gro', password: 'correct horse battery' })
  } finally {
    await ledger.destroy()
  }
}

test('nobody is there at first', async () => {
  expect(await people('list')).toEqual({ code: 0, out: 'nobody yet; pejling people invite\n', err: '' })
}, 30_000)

test('the owner invites, changes roles and grants, and ends access', async () => {
  const words = ['gro@example.org', '--role', 'researcher', '--grant', 'a-study:rows:2099-01-31']
  const invited = JSON.parse((await people('invite', ...words, '--json')).out)
  expect(invited.link).toMatch(/^http:\/\/127\.0\.0\.1:4170\/invitation\/[\w-]{32}$/)
  expect((await people('list')).out).toMatch(
    /^gro@example\.org {2,}invited as researcher {2,}rows of a-study until 2099-01-31 {2}until \d{4}-\d\d-\d\d\n$/,
  )
  await accept(invited.link)
  expect(await people('role', 'GRO@example.org', 'analyst')).toEqual({
    code: 0,
    out: 'gro@example.org  analyst  rows of a-study until 2099-01-31\n',
    err: '',
  })
  expect((await people('password-link', 'gro@example.org')).out).toMatch(
    /^http:\/\/127\.0\.0\.1:4170\/password\/[\w-]{32}\ngood once, until \S+Z\n$/,
  )
  const grant = await people('grant', 'gro@example.org', 'a-study', 'excerpts')
  expect(grant.out).toBe('gro@example.org  analyst  excerpts of a-study, rows of a-study until 2099-01-31\n')
  await people('grant', 'gro@example.org', 'a-study', 'rows', '--take-away')
  expect((await people('end', 'gro@example.org')).out).toBe('gro@example.org  access ended\n')
  expect((await people('role', 'gro@example.org', 'admin')).out).toBe('gro@example.org  admin\n')
  expect(await people('end', 'gro@example.org')).toEqual({
    ...{ code: 2, out: '' },
    err: 'pejling: last admin: expected another admin to stay; make somebody admin first\n',
  })
  const { out } = await house.pejling('audit-log', 'list', '--actor', 'owner', '--json')
  const acts = (JSON.parse(out) as { act: string; role: string }[]).map(({ act, role }) => `${role} ${act}`)
  expect(acts.reverse()).toEqual([
    ...['owner invite', 'owner role-change', 'owner password-change', 'owner grant-change'],
    ...['owner grant-change', 'owner end-access', 'owner role-change'],
  ])
}, 180_000)

test('what does not exist is said in one line', async () => {
  const lines = {
    'role nobody@example.org admin': 'unknown person: no account with this address; pejling people list',
    'grant gro@example.org b-study rows': 'unknown study: b-study; expected one of a-study',
    'invite x@example.org --role reader --days 365': 'days: expected 1 to 90, found 365',
    'invite x@example.org --role reader --grant rows':
      'grant: expected study:right or study:right:day, found rows',
  }
  for (const [words, err] of Object.entries(lines))
    expect(await people(...words.split(' '))).toEqual({ code: 2, out: '', err: `pejling: ${err}\n` })
}, 180_000)
