/** A table as it was written: its columns in order, how many rows, and its file in PostgreSQL's text format of COPY. */
export type DumpedTable = { table: string; columns: string[]; rows: number; file: string }

/** What the ledger held at one moment, and how to know that all of it is there again. */
export type LedgerDump = {
  /** Our own migrations, in their order: the shape the rows have. */
  migrations: string[]
  /** Tables others refer to come first. */
  tables: DumpedTable[]
  sequences: { name: string; last: string; called: boolean }[]
  /** The log of acts: how many entries, and the hash of the last one. */
  auditLog: { entries: number; head: string }
  live: string | null
  /** The editions that were there, newest first. */
  editions: string[]
}
