import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, openLedger, openQueue, owner, recordAct, roleOf, verifyAuditLog } from '../src/index.ts'
import { testLedger, type TestLedger } from './postgres.ts'

let house: TestLedger
beforeAll(async () => {
  house = await testLedger()
  await recordAct(house.ledger, { ...owner, act: 'run' })
}, 60_000)
afterAll(async () => {
  await house.stop()
})

const denied = 'permission denied for table audit_entry'
const forbidden: [statement: string, message: string][] = [
  ["UPDATE audit_entry SET actor = 'x'", denied],
  ['DELETE FROM audit_entry', denied],
  ['TRUNCATE audit_entry', denied],
  ["INSERT INTO audit_entry (id, actor, role, act) VALUES (9, 'x', 'x', 'x')", denied],
  ["INSERT INTO audit_entry (actor, role, act, at) VALUES ('x', 'x', 'x', '2001-01-01')", denied],
  ["INSERT INTO audit_entry (actor, role, act, hash) VALUES ('x', 'x', 'x', '')", denied],
  [
    "INSERT INTO audit_entry (actor, role, act) VALUES ('x', 'x', 'x') ON CONFLICT (id) DO UPDATE SET act = 'y'",
    denied,
  ],
  ['LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE', denied],
  ['SELECT * FROM audit_entry FOR UPDATE', denied],
  ['DROP TABLE audit_entry', 'must be owner of table audit_entry'],
  ['ALTER TABLE audit_entry DISABLE TRIGGER ALL', 'must be owner of table audit_entry'],
  ['CREATE RULE r AS ON INSERT TO audit_entry DO INSTEAD NOTHING', 'must be owner of table audit_entry'],
  ['CREATE TRIGGER t BEFORE INSERT ON audit_entry EXECUTE FUNCTION audit_entry_keep()', denied],
  ['DROP FUNCTION audit_entry_chain CASCADE', 'must be owner of function audit_entry_chain'],
  [
    "SET session_replication_role = 'replica'",
    'permission denied to set parameter "session_replication_role"',
  ],
  ['SET ROLE pejling', 'permission denied to set role "pejling"'],
  ['CREATE TABLE public.x (y int)', 'permission denied for schema public'],
  ['CREATE SCHEMA x', 'permission denied for database pejling'],
  ['DELETE FROM kysely_migration', 'permission denied for table kysely_migration'],
  ["COPY audit_entry TO '/tmp/x'", 'permission denied to COPY to a file'],
]

test.each(forbidden)('the application may not %s', async (statement, message) => {
  const work = house.ledger.transaction().execute((transaction) => sql.raw(statement).execute(transaction))
  await expect(work).rejects.toThrow(new RegExp(`^${message}$`))
})

test.each(['UPDATE audit_entry SET act = act', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
  'the owner may not %s, in replica mode neither',
  async (statement) => {
    const refusal = new RegExp(
      `^audit log: entries are never changed or removed, found ${statement.slice(0, 6)}`,
    )
    await expect(sql.raw(statement).execute(house.owner)).rejects.toThrow(refusal)
    await house.owner.connection().execute(async (one) => {
      await sql`SET session_replication_role = 'replica'`.execute(one)
      await expect(sql.raw(statement).execute(one)).rejects.toThrow(refusal)
      await sql`RESET session_replication_role`.execute(one)
    })
  },
)

test('even the owner cannot choose number, moment or hash of an entry', async () => {
  await sql`INSERT INTO audit_entry (id, at, actor, role, act, previous_hash, hash)
    VALUES (99, '2001-01-01', 'x', 'x', 'run', '', '')`.execute(house.owner)
  const { entries, intact } = await verifyAuditLog(house.ledger)
  expect([entries, intact]).toEqual([2, true])
})

test('a temporary table of the same name does not mislead the chain', async () => {
  await house.ledger.connection().execute(async (one) => {
    await sql`CREATE TEMP TABLE audit_entry (id bigint, hash bytea)`.execute(one)
    await sql`INSERT INTO audit_entry VALUES (700, sha256('x'))`.execute(one)
    await sql`INSERT INTO public.audit_entry (actor, role, act) VALUES ('x', 'x', 'run')`.execute(one)
    await sql`DROP TABLE audit_entry`.execute(one)
  })
  expect(await verifyAuditLog(house.ledger)).toMatchObject({ entries: 3, intact: true })
})

test('the application may do its everyday work in every other table', async () => {
  const { rows } = await sql<{ name: string; may: boolean }>`
    SELECT tablename AS name, bool_and(has_table_privilege(quote_ident(tablename), word)) AS may
    FROM pg_tables, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS word
    WHERE schemaname = 'public' GROUP BY 1 ORDER BY 1`.execute(house.ledger)
  expect(rows.filter(({ may }) => !may).map(({ name }) => name)).toEqual([
    'audit_entry',
    'kysely_migration',
    'kysely_migration_lock',
  ])
  expect(rows.length).toBeGreaterThan(8)
})

test('what it should not have been given is taken back at the next start', async () => {
  await sql`GRANT UPDATE (details), DELETE ON audit_entry TO pejling_app`.execute(house.owner)
  await sql`GRANT INSERT ON kysely_migration TO PUBLIC`.execute(house.owner)
  await migrate(house.owner, roleOf(house.url))
  for (const statement of ["UPDATE audit_entry SET details = '{}'", 'DELETE FROM audit_entry'])
    await expect(sql.raw(statement).execute(house.ledger)).rejects.toThrow(new RegExp(`^${denied}$`))
  await expect(sql`INSERT INTO kysely_migration VALUES ('x', 'y')`.execute(house.ledger)).rejects.toThrow(
    /^permission denied for table kysely_migration$/,
  )
})

test('a role that owns the tables, is a superuser or belongs to the owner is no separation', async () => {
  const line = (role: string) =>
    new Error(
      `database: the role ${role} may change the audit log; ` +
        'expected one in DATABASE_URL that neither owns the tables nor is a superuser',
    )
  await sql`CREATE ROLE "mem'ber" IN ROLE pejling`.execute(house.owner)
  await expect(migrate(house.owner, 'pejling')).rejects.toThrow(line('pejling'))
  await expect(migrate(house.owner, "mem'ber")).rejects.toThrow(line("mem'ber"))
})

test('a house whose queue the owner made hands it over', async () => {
  const { owner: one } = house
  await sql`DROP SCHEMA pgboss CASCADE`.execute(one)
  await (await openQueue(house.ownerUrl)).stop()
  await migrate(one, roleOf(house.url))
  const queue = await openQueue(house.url)
  await queue.workAt('0 5 * * *', async () => {})
  const { rows } = await sql<{ cron: string }>`SELECT cron FROM pgboss.schedule`.execute(house.ledger)
  expect(rows).toEqual([{ cron: '0 5 * * *' }])
  await queue.stop()
}, 30_000)

test('with one role for everything the application brings its tables to date by itself', async () => {
  const url = house.ownerUrl.replace(/\/pejling$/, '/alone')
  await sql`CREATE ROLE alone LOGIN PASSWORD 'alone'`.execute(house.owner)
  await sql`CREATE DATABASE alone OWNER alone`.execute(house.owner)
  const { port } = new URL(url)
  const ledger = openLedger(`postgres://alone:alone@127.0.0.1:${port}/alone`, { connections: 2 })
  await migrate(ledger)
  await recordAct(ledger, { ...owner, act: 'run' })
  await expect(sql`DELETE FROM audit_entry`.execute(ledger)).rejects.toThrow(
    /^audit log: entries are never changed or removed, found DELETE$/,
  )
  expect(await verifyAuditLog(ledger)).toMatchObject({ entries: 1, intact: true })
  await ledger.destroy()
})

test('an owner who is no superuser separates as well', async () => {
  const { port } = new URL(house.url)
  for (const role of ['landlord', 'tenant'])
    await sql`CREATE ROLE ${sql.ref(role)} LOGIN PASSWORD 'x'`.execute(house.owner)
  await sql`CREATE DATABASE let OWNER landlord`.execute(house.owner)
  const at = (role: string) => `postgres://${role}:x@127.0.0.1:${port}/let`
  const landlord = openLedger(at('landlord'), { connections: 2 })
  const tenant = openLedger(at('tenant'))
  await expect(migrate(tenant)).rejects.toThrow(
    /^ledger: migration failed; permission denied for schema public; set DATABASE_OWNER_URL to the role that owns the tables$/,
  )
  await migrate(landlord, 'tenant')
  await migrate(landlord, 'tenant')
  await recordAct(tenant, { ...owner, act: 'run' })
  await expect(sql`DELETE FROM audit_entry`.execute(tenant)).rejects.toThrow(new RegExp(`^${denied}$`))
  await (await openQueue(at('tenant'))).stop()
  await migrate(tenant)
  await Promise.all([landlord.destroy(), tenant.destroy()])
}, 30_000)
