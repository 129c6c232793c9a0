import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../..')
const page = readFileSync(join(root, 'docs/asvs.md'), 'utf8')

/** How many points of levels 1 and 2 each chapter of ASVS 5.0.0 has. */
const points = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]

/** The test files that the page names. */
const dashboard = (file: string) => join(root, 'apps/dashboard/test', `${file}.test.ts`)
const inRoom = (room: string) => (name: string) =>
  [name, join(root, `packages/${room}/test/${name}.test.ts`)] as const
const files = new Map([
  ...(['doors', 'accounts', 'screens', 'tls', 'required-factor', 'refused', 'links', 'sign-in-provider'].map(
    (name) => [name, dashboard(`people/${name}`)],
  ) as [string, string][]),
  ...(['access', 'preferences', 'client-address'].map((name) => [name, dashboard(`server/${name}`)]) as [
    string,
    string,
  ][]),
  ...(['arrivals', 'sent-form', 'body-limit'].map((name) => [name, dashboard(`uploads/${name}`)]) as [
    string,
    string,
  ][]),
  ['older-edition', dashboard('pages/older-edition')],
  ['pages-headers', dashboard('pages/headers')],
  ['pages-sign-in', dashboard('pages/sign-in')],
  ['probes', dashboard('operation/probes')],
  ['restart', dashboard('operation/postgres-restart')],
  ...['sign-in', 'rate-limit', 'sessions', 'second-factor', 'invitations', 'people', 'password-link'].map(
    inRoom('ledger'),
  ),
  ...['password-rule', 'oidc', 'audit-log', 'audit-log-tampering', 'application-role'].map(inRoom('ledger')),
  ...['refusals', 'api-tokens', 'threshold-decisions', 'interview-passages'].map(inRoom('ledger')),
  ...['frozen', 'own-text'].map(inRoom('notebook')),
  ...['hostile-workbook'].map(inRoom('receive')),
  ['console', join(root, 'packages/warehouse/test/console/console.test.ts')],
  ['api', dashboard('api/api')],
  ['sql-page', dashboard('pages/sql')],
  ['frozen-views', dashboard('notebook/views')],
  ['interview-pages', dashboard('pages/interviews')],
  ['thresholds', dashboard('disclosure/thresholds')],
  ['proof', dashboard('disclosure/proof')],
  ...['configuration', 'log'].map(inRoom('operation')),
])

test('every point of levels 1 and 2 has its place, once', () => {
  const rows = page.split('\n').flatMap((line) => /^\| (\d[\d., ]*) \|/.exec(line)?.[1].split(', ') ?? [])
  expect(rows.filter((point, i) => rows.indexOf(point) !== i)).toEqual([])
  const counts = points.map((_, i) => rows.filter((point) => point.startsWith(`${i + 1}.`)).length)
  expect(counts).toEqual(points)
})

test('every test that is named is there', () => {
  const named = [...page.matchAll(/`([\w-]+) › ([^`]+)`/g)].map(([, file, title]) => ({ file, title }))
  expect(named.length).toBeGreaterThan(60)
  const missing = named.filter(({ file, title }) => {
    const path = files.get(file)
    return !path || !readFileSync(path, 'utf8').replaceAll("\\'", "'").includes(title)
  })
  expect(missing.filter(({ file }) => file !== 'file')).toEqual([])
})
