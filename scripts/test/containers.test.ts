import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { containerComplaints } from '../containers.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8')
const [dockerfile, compose] = [read('Dockerfile'), read('compose.yaml')]

/** A text with one thing changed; the thing must be there. */
function changed(text: string, from: string | RegExp, to: string): string {
  const other = text.replace(from, to)
  if (other === text) throw new Error(`not found: ${from}`)
  return other
}

test('both files keep every rule', () => {
  expect(containerComplaints(dockerfile, compose)).toEqual([])
})

const slips: [what: string, from: string | RegExp, to: string, complaint: RegExp][] = [
  ['an image without a digest', /^FROM (\S+)@\S+ AS/m, 'FROM $1 AS', /name:version@digest, found node:/],
  ['an image that is always the latest', /^FROM node:[^@]*@/m, 'FROM node:latest@', /found node:latest@/],
  ['a digest with a default', 'ARG NODE_DIGEST\n', 'ARG NODE_DIGEST=sha256:0\n', /has a default/],
  ['root', 'USER 10001:10001', 'USER 0', /expected USER with a number that is not root's, found 0/],
  ['no user at all', 'USER 10001:10001\n', '', /found none/],
  ['a user by name, who may be root', 'USER 10001:10001', 'USER pejling', /found pejling/],
  ['no health', /HEALTHCHECK .*\\\n.*\n/, '', /expected a HEALTHCHECK/],
  ['a secret in a layer', 'ENV NODE_ENV', 'ENV PEJLING_SECRET=abc NODE_ENV', /PEJLING_SECRET is a secret/],
  ['a file from elsewhere', 'COPY . .', 'ADD https://example.org/x.tar .', /COPY fetches nothing/],
]
test.each(slips)('Dockerfile: %s: found', (_, from, to, complaint) => {
  const found = containerComplaints(changed(dockerfile, from, to), compose)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(complaint)
})

const composeSlips: [what: string, from: string | RegExp, to: string, complaint: RegExp][] = [
  [
    'an image without a digest',
    /(image: postgres:[^@]*)@.*/,
    '$1',
    /postgres: expected image name:version@digest/,
  ],
  ['root', "user: '999:999'", "user: '0:0'", /postgres: expected user .* found 0:0/],
  ['a file system one can write to', 'read_only: true', 'read_only: false', /read_only: true/],
  ['capabilities', 'cap_drop: [ALL]', 'cap_drop: [NET_RAW]', /cap_drop/],
  ['new privileges', "security_opt: ['no-new-privileges:true']", 'security_opt: []', /no-new-privileges/],
  [
    'no health',
    /healthcheck:\n\s+test:\n[^}]*?(?=\n\nservices)/,
    'hostname: x',
    /dashboard-1: expected a healthcheck/,
  ],
  [
    'a port for the whole world',
    "'127.0.0.1:4171:4170'",
    "'4171:4170'",
    /dashboard-1: expected ports for the proxy/,
  ],
  [
    'a database with a way out',
    'inside: { internal: true }',
    'inside: {}',
    /postgres: expected an internal network/,
  ],
  [
    'a password written down',
    'POSTGRES_USER: pejling',
    'POSTGRES_PASSWORD: hunter2',
    /postgres: POSTGRES_PASSWORD: found a secret written down \(7 characters\)/,
  ],
  ['a secret outside the folder', './secrets/owner_url', './owner_url', /secret owner_url/],
  ['no limit of memory', '    mem_limit: 2g\n', '', /worker: expected mem_limit/],
  ['a folder of the host', '/docker-entrypoint-initdb.d:ro', '/docker-entrypoint-initdb.d', /read-only/],
]
test.each(composeSlips)('compose.yaml: %s: found', (_, from, to, complaint) => {
  const found = containerComplaints(dockerfile, changed(compose, from, to))
  expect(
    found.some((line) => complaint.test(line)),
    found.join('\n'),
  ).toBe(true)
  expect(found.join('\n')).not.toContain('hunter2')
})
