import { sql } from 'kysely'
import type { Ledger } from './ledger.ts'

/** The role a connection of this address works as. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}

/**
 * Gives the application's role what it needs of the owner's tables and no more: rows of ordinary tables; of the log of
 * acts reading and adding; of the list of migrations reading; and the job queue's schema, whose tables it keeps itself.
 * Asks first and changes nothing if all is as it should be.
 *
 * @throws `database: the role … may change the audit log; …` if it owns the tables or is a superuser
 */
export async function grantToApplication(owner: Ledger, role: string): Promise<void> {
  await owner.transaction().execute(async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock(4170)`.execute(transaction)
    if (await isGranted(transaction, role)) return
    await sql.raw(grants(role)).execute(transaction)
    if (await isGranted(transaction, role)) return
    throw new Error(
      `database: the role ${role} may change the audit log; ` +
        'expected one in DATABASE_URL that neither owns the tables nor is a superuser',
    )
  })
}

async function isGranted(owner: Ledger, role: string): Promise<boolean> {
  const { rows } = await sql<{ granted: boolean }>`
    SELECT coalesce(bool_and(CASE
        WHEN name = 'audit_entry' THEN has_table_privilege(${role}, oid, 'SELECT')
          AND has_column_privilege(${role}, oid, 'act', 'INSERT')
          AND NOT has_column_privilege(${role}, oid, 'hash', 'INSERT')
          AND NOT has_any_column_privilege(${role}, oid, 'UPDATE')
          AND NOT has_table_privilege(${role}, oid, 'DELETE, TRUNCATE, REFERENCES, TRIGGER')
          AND NOT pg_has_role(${role}, relowner, 'MEMBER')
        WHEN name LIKE 'kysely_%' THEN has_table_privilege(${role}, oid, 'SELECT')
          AND NOT has_table_privilege(${role}, oid, 'INSERT, UPDATE, DELETE')
        ELSE has_table_privilege(${role}, oid, 'SELECT') AND has_table_privilege(${role}, oid, 'INSERT')
          AND has_table_privilege(${role}, oid, 'UPDATE') AND has_table_privilege(${role}, oid, 'DELETE')
      END), true)
      AND NOT has_schema_privilege(${role}, current_schema(), 'CREATE')
      AND coalesce(has_schema_privilege(${role}, to_regnamespace('pgboss'), 'CREATE'), false)
      AND NOT EXISTS (SELECT FROM pg_class
        WHERE relnamespace = to_regnamespace('pgboss') AND pg_get_userbyid(relowner) <> ${role})
      AS granted
    FROM (SELECT oid, relname::text AS name, relowner FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')) AS ours`.execute(owner)
  return rows[0].granted
}

/** One block, so that the server quotes the names. What the queue made as the owner goes over to the role. */
function grants(role: string): string {
  return `DO $block$
    DECLARE role text := '${role.replaceAll("'", "''")}'; home text := current_schema(); name text; what record;
    BEGIN
      IF has_schema_privilege(role, home, 'CREATE') THEN
        EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, %I', home, role);
      END IF;
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', home, role);
      FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = home LOOP
        EXECUTE format('REVOKE ALL ON %I.%I FROM PUBLIC, %I', home, name, role);
        EXECUTE format('GRANT %s ON %I.%I TO %I', CASE
          WHEN name = 'audit_entry' THEN 'SELECT, INSERT (actor, role, act, subject, details)'
          WHEN name LIKE 'kysely_%' THEN 'SELECT'
          ELSE 'SELECT, INSERT, UPDATE, DELETE' END, home, name, role);
      END LOOP;
      EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', home, role);
      IF to_regnamespace('pgboss') IS NULL THEN
        CREATE SCHEMA pgboss;
      END IF;
      EXECUTE format('GRANT USAGE, CREATE ON SCHEMA pgboss TO %I', role);
      FOR what IN
        SELECT 'TABLE' AS kind, oid::regclass::text AS name FROM pg_class
          WHERE relnamespace = 'pgboss'::regnamespace AND relkind IN ('r', 'p') AND pg_get_userbyid(relowner) <> role
        UNION ALL SELECT 'ROUTINE', oid::regprocedure::text FROM pg_proc
          WHERE pronamespace = 'pgboss'::regnamespace AND pg_get_userbyid(proowner) <> role
        UNION ALL SELECT 'TYPE', oid::regtype::text FROM pg_type
          WHERE typnamespace = 'pgboss'::regnamespace AND typtype = 'e' AND pg_get_userbyid(typowner) <> role
      LOOP
        EXECUTE format('ALTER %s %s OWNER TO %I', what.kind, what.name, role);
      END LOOP;
    END $block$`
}
