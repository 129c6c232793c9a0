import { sql } from 'kysely'
import type { LedgerMigration } from './migration.ts'

/**
 * The log of acts. The database itself numbers an entry, dates it and chains it to the one before, whatever the client
 * sent; it never changes or removes one. Functions name their search path, so that no temporary table of a client can
 * take the log's place; triggers are `ALWAYS`, so that a session in replica mode is held to them too.
 */
export const auditLog: LedgerMigration = {
  async up(db) {
    const { rows } = await sql<{ name: string }>`SELECT quote_ident(current_schema()) AS name`.execute(db)
    const schema = sql.raw(rows[0].name)
    await sql`CREATE TABLE audit_entry (
      id bigint PRIMARY KEY, at timestamptz NOT NULL,
      actor text NOT NULL CHECK (length(actor) BETWEEN 1 AND 200), role text NOT NULL CHECK (length(role) <= 50),
      act text NOT NULL CHECK (length(act) BETWEEN 1 AND 50), subject text CHECK (length(subject) <= 500),
      details jsonb NOT NULL DEFAULT '{}'
        CHECK (jsonb_typeof(details) = 'object' AND octet_length(details::text) <= 8192),
      previous_hash bytea NOT NULL, hash bytea NOT NULL)`.execute(db)
    await sql`CREATE INDEX audit_entry_actor ON audit_entry (actor, id)`.execute(db)
    await sql`CREATE INDEX audit_entry_act ON audit_entry (act, id)`.execute(db)
    await sql`CREATE INDEX audit_entry_subject ON audit_entry (subject, id)`.execute(db)
    await sql`CREATE INDEX audit_entry_at ON audit_entry (at)`.execute(db)

    // The lock is held until the transaction ends, so the next writer sees this entry or, rolled back, none: no gap, no
    // fork. A transaction with a snapshot of its own would chain to an entry that is no longer the newest.
    await sql`CREATE FUNCTION audit_entry_chain() RETURNS trigger LANGUAGE plpgsql SET search_path = ${schema}, pg_temp
      AS $$
      DECLARE newest audit_entry;
      BEGIN
        IF current_setting('transaction_isolation') <> 'read committed' THEN
          RAISE EXCEPTION 'audit log: expected a transaction at read committed, found %',
            current_setting('transaction_isolation');
        END IF;
        PERFORM pg_advisory_xact_lock(4172);
        SELECT * INTO newest FROM audit_entry ORDER BY id DESC LIMIT 1;
        NEW.id := coalesce(newest.id, 0) + 1;
        NEW.at := clock_timestamp();
        NEW.previous_hash := coalesce(newest.hash, decode(repeat('00', 32), 'hex'));
        NEW.hash := sha256(convert_to(jsonb_build_array(encode(NEW.previous_hash, 'hex'), NEW.id,
          (to_jsonb(NEW.at AT TIME ZONE 'UTC') #>> '{}') || '+00:00',
          NEW.actor, NEW.role, NEW.act, NEW.subject, NEW.details)::text, 'UTF8'));
        RETURN NEW;
      END $$`.execute(db)
    await sql`CREATE FUNCTION audit_entry_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = ${schema}, pg_temp
      AS $$
      BEGIN
        RAISE EXCEPTION 'audit log: entries are never changed or removed, found %', TG_OP
          USING ERRCODE = 'insufficient_privilege';
      END $$`.execute(db)
    await sql`CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry
      FOR EACH ROW EXECUTE FUNCTION audit_entry_chain()`.execute(db)
    await sql`CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_keep()`.execute(db)
    await sql`ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_chain,
      ENABLE ALWAYS TRIGGER audit_entry_keep`.execute(db)
  },

  async down(db) {
    await sql`DROP TABLE audit_entry`.execute(db)
    await sql`DROP FUNCTION audit_entry_chain, audit_entry_keep`.execute(db)
  },
}
