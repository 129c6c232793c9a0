import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type ConfigurationError, listSettings, readConfiguration, secondFactorPolicy } from '../src/index.ts'
import { settings } from '../src/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'pejling-configuration-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an empty environment has every default, and empty variables are not set', () => {
  const empty = readConfiguration({})
  expect(empty).toMatchObject({ port: 4170, host: '127.0.0.1', public: true, trustedProxies: [] })
  expect(empty.home).toMatch(/\/\.pejling$/)
  expect(readConfiguration({ PORT: '', PEJLING_PUBLIC: ' ', DATABASE_URL: '' })).toEqual(empty)
})

test('every setting is read as what it is', () => {
  const environment = {
    PEJLING_HOME: '/var/lib/pejling',
    PORT: '8080',
    PEJLING_PUBLIC: 'no',
    PEJLING_ORIGIN: 'https://pejling.example.dk/',
    PEJLING_TRUSTED_PROXY: '127.0.0.1, 10.0.0.0/8,fd00::/8',
    DATABASE_URL: 'postgres://a:b@db/pejling',
    PEJLING_EDITION: 'a1b2',
    SOMETHING_ELSE: 'is none of ours',
  }
  expect(readConfiguration(environment)).toMatchObject({
    home: '/var/lib/pejling',
    port: 8080,
    public: false,
    origin: 'https://pejling.example.dk',
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    database: 'postgres://a:b@db/pejling',
    ownerDatabase: undefined,
    edition: 'a1b2',
  })
})

test('admins must have a second factor once others can reach the house, if nothing else is said', () => {
  const policy = (environment: NodeJS.ProcessEnv) => secondFactorPolicy(readConfiguration(environment))
  expect(policy({})).toBe('offered')
  expect(policy({ PEJLING_ORIGIN: 'https://pejling.example.dk' })).toBe('admins')
  expect(policy({ HOST: '0.0.0.0' })).toBe('admins')
  expect(policy({ PEJLING_SECOND_FACTOR: 'everyone' })).toBe('everyone')
  expect(policy({ PEJLING_ORIGIN: 'https://pejling.example.dk', PEJLING_SECOND_FACTOR: 'offered' })).toBe(
    'offered',
  )
})

test('everything that is wrong is said at once, one line each, and no secret with it', () => {
  const environment = {
    PORT: '70000',
    PEJLING_PUBLIC: 'perhaps',
    PEJLING_ORIGIN: 'http://pejling.example.dk',
    PEJLING_TRUSTED_PROXY: '10.0.0.0/33',
    PEJLING_SECRET: 'too short',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    PEJLING_EDITION: '../secret',
    PEJLING_HOMR: '/tmp',
    PEJLING_XYZZY: '1',
    PEJLING_OIDC_CLIENT_ID: 'pejling',
    PEJLING_METRICS_TOKEN_FILE: '/nowhere/token',
    PEJLING_LOG: 'xml',
  }
  expect(problemsOf(environment)).toEqual([
    'unknown setting: PEJLING_HOMR (did you mean PEJLING_HOME?)',
    'unknown setting: PEJLING_XYZZY',
    'PORT: expected 0 to 65535, found 70000',
    'PEJLING_ORIGIN: expected https:// and a name, nothing after it (http:// for this machine only), found http://pejling.example.dk',
    'PEJLING_TRUSTED_PROXY: expected addresses or networks such as 127.0.0.1, 10.0.0.0/8, found 10.0.0.0/33',
    'DATABASE_URL: expected postgres://user:password@host:port/database, found something else (not shown)',
    'PEJLING_EDITION: expected a hash or a .duckdb file, found ../secret',
    'PEJLING_SECRET: expected at least 32 characters, found something else (not shown)',
    'PEJLING_PUBLIC: expected yes or no, found perhaps',
    'PEJLING_METRICS_TOKEN_FILE: cannot read /nowhere/token: ENOENT',
    'PEJLING_LOG: expected json or readable, found xml',
    'PEJLING_OIDC_ISSUER: expected with PEJLING_OIDC_CLIENT_ID, found nothing',
    'PEJLING_OIDC_CLIENT_SECRET: expected with PEJLING_OIDC_CLIENT_ID, found nothing',
  ])
})

test('an address for the readers is https, or this machine', () => {
  for (const origin of ['https://p.dk', 'https://p.dk:8443', 'http://localhost:4170', 'http://127.0.0.1'])
    expect(readConfiguration({ PEJLING_ORIGIN: origin }).origin).toBe(origin)
  for (const origin of ['http://p.dk', 'https://p.dk/pejling', 'p.dk', 'https://a@p.dk', 'ftp://localhost'])
    expect(problemsOf({ PEJLING_ORIGIN: origin })).toHaveLength(1)
})

test('a proxy that is believed needs the address readers see', () => {
  expect(problemsOf({ PEJLING_TRUSTED_PROXY: '127.0.0.1' })).toEqual([
    'PEJLING_ORIGIN: expected with PEJLING_TRUSTED_PROXY, found nothing',
  ])
})

test('a secret may lie in a file, but not in both places', () => {
  const file = join(folder, 'secret')
  writeFileSync(file, `${'s'.repeat(40)}\n`)
  expect(readConfiguration({ PEJLING_SECRET_FILE: file }).secret).toBe('s'.repeat(40))
  expect(problemsOf({ PEJLING_SECRET_FILE: file, PEJLING_SECRET: 't'.repeat(40) })).toEqual([
    'PEJLING_SECRET: expected PEJLING_SECRET or PEJLING_SECRET_FILE, found both',
  ])
  expect(problemsOf({ PORT_FILE: file, PEJLING_HOME_FILE: file })).toEqual([
    'unknown setting: PEJLING_HOME_FILE (did you mean PEJLING_HOME?)',
  ])
})

test('the list shows every setting, where it comes from, and hides every secret', () => {
  const file = join(folder, 'token')
  writeFileSync(file, 'a-token-of-twenty-four-ch')
  const secrets = Object.values(settings).filter(({ secret }) => secret)
  const environment: NodeJS.ProcessEnv = { PORT: '9', PEJLING_METRICS_TOKEN_FILE: file }
  for (const { name } of secrets)
    if (name !== 'PEJLING_METRICS_TOKEN') environment[name] = `postgres://u:hunter2-hunter2-hunter2@h/d`
  const { settings: states } = listSettings(environment)
  expect(states.map(({ name }) => name)).toEqual(Object.values(settings).map(({ name }) => name))
  expect(JSON.stringify(states)).not.toMatch(/hunter2|a-token/)
  const state = (name: string) => states.find((state) => state.name === name)
  expect(state('PORT')).toMatchObject({ value: '9', from: 'environment', secret: false })
  expect(state('PEJLING_METRICS_TOKEN')).toMatchObject({ value: 'hidden', from: 'file', secret: true })
  expect(state('DATABASE_URL')).toMatchObject({ value: 'hidden', from: 'environment' })
  expect(state('PEJLING_EDITION')).toMatchObject({ from: 'default', otherwise: 'the live edition' })
  expect(state('PEJLING_PUBLIC')).toMatchObject({ value: 'yes', from: 'default' })
})

test('names and meanings are written once each, and what has no default says what happens', () => {
  const all = Object.values(settings)
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  for (const setting of all) {
    expect(setting.meaning).toMatch(/^\S.{10,110}\S$/)
    expect(setting.default === undefined ? setting.otherwise : 'has one').toBeTruthy()
  }
})

test('the guide lists every setting, those that are secret as such, and no other', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../docs/guides/operate.md'), 'utf8')
  const table = guide.split('## Containers')[0]
  const rows = [...table.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) +\| +(yes)? *\|/gm)]
  const listed = rows.flatMap(([, names, secret]) =>
    [...names.matchAll(/[A-Z_]+/g)].map(([name]) => `${name}${secret ? ' secret' : ''}`),
  )
  const known = Object.values(settings).map(({ name, secret }) => `${name}${secret ? ' secret' : ''}`)
  expect(listed.sort()).toEqual(known.sort())
})

function problemsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfiguration(environment)
    return []
  } catch (error) {
    return (error as ConfigurationError).problems
  }
}

test('words are divided by commas, and none is no word', () => {
  const words = (text: string) => readConfiguration({ PEJLING_OIDC_SECOND_FACTOR: text }).oidcSecondFactor
  expect(readConfiguration({}).oidcSecondFactor).toEqual(['mfa'])
  expect(words('mfa, urn:dk:loa:high')).toEqual(['mfa', 'urn:dk:loa:high'])
  expect(words('none')).toEqual([])
  expect(() => words('mfa,,otp')).toThrow(/PEJLING_OIDC_SECOND_FACTOR/)
})
