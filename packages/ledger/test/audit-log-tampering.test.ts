import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ChainBreak, verifyAuditLog } from '../src/index.ts'
import { testLedger, type TestLedger } from './postgres.ts'

/** Ten thousand entries, and a superuser who takes the triggers and constraints away before he changes the past. */
const length = 10_000

let house: TestLedger
let head: string
beforeAll(async () => {
  house = await testLedger()
  await sql`INSERT INTO audit_entry (actor, role, act, subject, details)
    SELECT 'u' || n % 97, 'analyst', 'see-rows', CASE WHEN n % 3 > 0 THEN 'study-' || n % 7 END,
      jsonb_build_object('rows', n, 'table', 't' || n % 5)
    FROM generate_series(1, ${length}::int) AS n`.execute(house.ledger)
  head = (await verifyAuditLog(house.ledger)).head
  for (const change of [
    'DISABLE TRIGGER ALL',
    'DROP CONSTRAINT audit_entry_pkey',
    'ALTER COLUMN id DROP NOT NULL',
  ])
    await sql`ALTER TABLE audit_entry ${sql.raw(change)}`.execute(house.owner)
  await sql`CREATE TABLE true_entry AS TABLE audit_entry`.execute(house.owner)
}, 60_000)
afterEach(async () => {
  await sql`TRUNCATE audit_entry`.execute(house.owner)
  await sql`INSERT INTO audit_entry SELECT * FROM true_entry`.execute(house.owner)
})
afterAll(async () => {
  await house.stop()
})

/** The hash an entry would have, by the rule, with the words of the database. */
const rightHash = `sha256(convert_to(jsonb_build_array(encode(previous_hash, 'hex'), id,
  (to_jsonb(at AT TIME ZONE 'UTC') #>> '{}') || '+00:00',
  actor, role, act, subject, details)::text, 'UTF8'))`

test('untouched, the whole log is one chain', async () => {
  expect(await verifyAuditLog(house.ledger, head)).toEqual({
    ...{ entries: length, intact: true, head, knownHeadAt: length },
  })
})

type Case = [what: string, tampering: string[], firstBroken: ChainBreak, entries?: number]
const found: Case[] = [
  ...['actor', 'role', 'act', 'subject'].map((column): Case => [
    `another ${column}`,
    [`UPDATE audit_entry SET ${column} = 'x' WHERE id = 5000`],
    { id: 5000, kind: 'altered' },
  ]),
  ...["at = at + interval '1 microsecond'", "at = (at::text || ' BC')::timestamptz", "at = 'infinity'"].map(
    (at): Case => [
      `another moment, ${at}`,
      [`UPDATE audit_entry SET ${at} WHERE id = 5000`],
      { id: 5000, kind: 'altered' },
    ],
  ),
  [
    'another detail',
    ['UPDATE audit_entry SET details = \'{"rows": 1}\' WHERE id = 7'],
    { id: 7, kind: 'altered' },
  ],
  [
    'no subject where there was an empty one',
    [`UPDATE audit_entry SET subject = '' WHERE id = 9`],
    { id: 9, kind: 'altered' },
  ],
  [
    'another hash',
    [`UPDATE audit_entry SET hash = '\\x00' WHERE id = 10000`],
    { id: 10_000, kind: 'altered' },
  ],
  [
    'no hash',
    [`ALTER TABLE audit_entry ALTER hash DROP NOT NULL`, `UPDATE audit_entry SET hash = NULL WHERE id = 1`],
    { id: 1, kind: 'altered' },
  ],
  [
    'a changed entry with its hash made right',
    [
      "UPDATE audit_entry SET actor = 'x' WHERE id = 5000",
      `UPDATE audit_entry SET hash = ${rightHash} WHERE id = 5000`,
    ],
    { id: 5001, kind: 'misplaced' },
  ],
  ['a removed entry', ['DELETE FROM audit_entry WHERE id = 5000'], { id: 5000, kind: 'missing' }],
  ['the first entry removed', ['DELETE FROM audit_entry WHERE id = 1'], { id: 1, kind: 'missing' }],
  ['many removed', ['DELETE FROM audit_entry WHERE id BETWEEN 300 AND 9000'], { id: 300, kind: 'missing' }],
  [
    'a removed entry with the later ones renumbered',
    ['DELETE FROM audit_entry WHERE id = 5000', 'UPDATE audit_entry SET id = id - 1 WHERE id > 5000'],
    { id: 5000, kind: 'altered' },
  ],
  [
    'a removed entry with the later ones renumbered and every hash made right but the links',
    [
      'DELETE FROM audit_entry WHERE id = 5000',
      'UPDATE audit_entry SET id = id - 1 WHERE id > 5000',
      `UPDATE audit_entry SET hash = ${rightHash} WHERE id >= 5000`,
    ],
    { id: 5000, kind: 'misplaced' },
  ],
  [
    'an entry twice',
    ['INSERT INTO audit_entry SELECT * FROM true_entry WHERE id = 5000'],
    { id: 5000, kind: 'misplaced' },
    5000,
  ],
  [
    'an entry before the first',
    [
      "INSERT INTO audit_entry SELECT 0, at, 'x', role, act, subject, details, previous_hash, hash FROM true_entry WHERE id = 1",
    ],
    { id: 0, kind: 'misplaced' },
    0,
  ],
  [
    'an entry without a number',
    [
      'INSERT INTO audit_entry SELECT NULL, at, actor, role, act, subject, details, previous_hash, hash FROM true_entry WHERE id = 1',
    ],
    { id: length + 1, kind: 'misplaced' },
  ],
  [
    'an entry put in between, the later ones renumbered, chained to the one before',
    [
      'UPDATE audit_entry SET id = id + 1 WHERE id > 5000',
      "INSERT INTO audit_entry SELECT 5001, at, 'x', role, act, subject, details, hash, hash FROM true_entry WHERE id = 5000",
      `UPDATE audit_entry SET hash = ${rightHash} WHERE id = 5001`,
    ],
    { id: 5002, kind: 'altered' },
  ],
  [
    'an entry added at the end that follows nothing',
    [
      `INSERT INTO audit_entry SELECT id + 1, at, actor, role, act, subject, details, previous_hash, hash FROM true_entry WHERE id = ${length}`,
    ],
    { id: length + 1, kind: 'altered' },
  ],
  [
    'two entries with their numbers exchanged',
    ['UPDATE audit_entry SET id = 10001 - id WHERE id IN (5000, 5001)'],
    { id: 5000, kind: 'altered' },
  ],
  [
    'two entries with their numbers exchanged and their hashes made right',
    [
      'UPDATE audit_entry SET id = 10001 - id WHERE id IN (5000, 5001)',
      `UPDATE audit_entry SET hash = ${rightHash} WHERE id IN (5000, 5001)`,
    ],
    { id: 5000, kind: 'misplaced' },
  ],
  [
    'another link with the hash made right',
    [
      `UPDATE audit_entry SET previous_hash = sha256('x') WHERE id = 5000`,
      `UPDATE audit_entry SET hash = ${rightHash} WHERE id = 5000`,
    ],
    { id: 5000, kind: 'misplaced' },
  ],
]

test.each(found)('%s is found', async (_what, tampering, firstBroken, entries = firstBroken.id - 1) => {
  for (const statement of tampering) await sql.raw(statement).execute(house.owner)
  const verdict = await verifyAuditLog(house.ledger, head)
  expect(verdict).toMatchObject({ entries, intact: false, firstBroken })
  expect(verdict.knownHeadAt).toBe(firstBroken.id > length ? length : undefined)
})

test('entries removed from the end leave a whole chain, and only a head that was kept tells', async () => {
  await sql`DELETE FROM audit_entry WHERE id > 9990`.execute(house.owner)
  const verdict = await verifyAuditLog(house.ledger, head)
  expect(verdict).toMatchObject({ entries: 9990, intact: true })
  expect(verdict.knownHeadAt).toBeUndefined()
})

test('a past rewritten from some entry on is a whole chain, and only a head that was kept tells', async () => {
  const { rows } = await sql<{ hash: string }>`SELECT encode(hash, 'hex') AS hash FROM true_entry
    WHERE id IN (9000, 9500) ORDER BY id`.execute(house.owner)
  await sql`DELETE FROM audit_entry WHERE id > 9000`.execute(house.owner)
  await sql`ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_chain`.execute(house.owner)
  await sql`INSERT INTO audit_entry (actor, role, act, subject, details)
    SELECT 'x', role, act, subject, details FROM true_entry WHERE id > 9000 ORDER BY id`.execute(house.owner)
  await sql`ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_chain`.execute(house.owner)
  const verdicts = await Promise.all(
    [...rows.map(({ hash }) => hash), head].map((known) => verifyAuditLog(house.ledger, known)),
  )
  expect(verdicts.map(({ entries, intact, knownHeadAt }) => [entries, intact, knownHeadAt])).toEqual([
    [length, true, 9000],
    [length, true, undefined],
    [length, true, undefined],
  ])
})
