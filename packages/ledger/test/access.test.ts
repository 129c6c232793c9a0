import { expect, test } from 'vitest'
import {
  actorOf,
  assertMay,
  capabilities,
  type Capability,
  may,
  nobody,
  parseRight,
  parseRole,
  roles,
} from '../src/access.ts'
import { owner } from '../src/audit-log.ts'

test('what each role may do, in full', () => {
  const table = Object.fromEntries(
    roles.map((role) => [
      role,
      (Object.keys(capabilities) as Capability[]).filter((what) => may(role, what)),
    ]),
  )
  const reader = ['see-figures', 'see-audit-of-tables', 'use-api']
  const researcher = [
    ...[...reader, 'see-rows', 'keep-views', 'use-sql', 'see-excerpts', 'mask-passages'],
    ...['code-interviews', 'see-protection'],
  ]
  const analyst = [
    ...researcher,
    ...['clear-quotations', 'unmask-passages', 'run-pipelines', 'use-edition', 'upload-rounds'],
  ]
  expect(table).toEqual({
    ...{ reader, researcher, analyst },
    admin: [...analyst, 'approve-rounds', 'decide-thresholds', 'manage-people', 'read-audit-log'],
  })
})

test('someone without a role may do nothing, the owner of the folder everything', () => {
  for (const what of Object.keys(capabilities) as Capability[]) {
    expect(may(undefined, what)).toBe(false)
    expect(() => assertMay(owner, what)).not.toThrow()
    expect(() => assertMay(nobody, what)).toThrow(/^no access: /)
  }
})

test('a refusal names what was asked for and the role that may', () => {
  expect(() => assertMay(actorOf({ id: 'x', role: 'analyst' }), 'manage-people')).toThrow(
    /^no access: manage-people needs the role admin, found analyst$/,
  )
  expect(() => assertMay({ actor: 'x', role: 'owner' }, 'manage-people')).toThrow(
    /^no access: manage-people needs the role admin, found owner$/,
  )
})

test('what is no role or right is named with those there are', () => {
  expect(parseRole('analyst')).toBe('analyst')
  expect(parseRight('rows')).toBe('rows')
  expect(() => parseRole('Admin')).toThrow(
    /^unknown role: Admin; expected one of reader, researcher, analyst, admin$/,
  )
  expect(() => parseRight('')).toThrow(/^unknown right: ; expected one of rows, excerpts, unsuppressed$/)
})
