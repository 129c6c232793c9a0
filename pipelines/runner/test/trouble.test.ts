import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorLine } from '../src/error-line.ts'
import { ended, type TestHouse, testHouse } from './command-line.ts'
import { openLedgerOf } from './house-people.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(async () => {
  await house.close()
})

const status = (environment: NodeJS.ProcessEnv) => ended(house.spawnWith(environment, 'status'))
const trouble = (line: string) => ({ code: 2, out: '', err: `pejling: ${line}\n` })

test('a home that cannot be is one line at once', async () => {
  const file = join(house.studies, '..', 'file')
  await writeFile(file, '')
  const places: Record<string, string> = {
    [file]: 'a file is in the way',
    [join(file, 'home')]: 'a file is in the way',
    ...(process.platform === 'linux' && { '/proc/x/y': 'no folder can be made there' }),
  }
  for (const [place, why] of Object.entries(places))
    expect(await status({ PEJLING_HOME: place })).toEqual(trouble(`home: cannot use ${place}; ${why}`))
}, 30_000)

test('a database that is not there or does not let us in is one line', async () => {
  expect(await status({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })).toEqual(
    trouble('database: cannot reach 127.0.0.1:1; is it running?'),
  )
  const { url, close } = await openLedgerOf(house.home)
  const wrong = new URL(url)
  wrong.password = 'hunter2'
  expect(await status({ DATABASE_URL: String(wrong) })).toEqual(
    trouble('database: password authentication failed for user "pejling_app"'),
  )
  expect(await status({ DATABASE_URL: url.replace(/[^/]+$/, 'other') })).toEqual(
    trouble('database: database "other" does not exist'),
  )
  await close()
}, 60_000)

test('a full disk is said so, whoever noticed it', () => {
  const line = 'disk full: could not write; nothing was published, free some space and run again'
  const written = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  const postgres = 'could not extend file "base/16384/2619": No space left on device'
  for (const error of [written, new Error(postgres)]) expect(errorLine(error)).toBe(line)
})
