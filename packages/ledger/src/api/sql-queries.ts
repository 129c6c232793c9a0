import { type Actor, owner, recordAct } from '../audit-log.ts'
import type { Ledger } from '../ledger.ts'

/** What somebody asked in SQL. `rows` came back, or `refused` says why none did. */
export type SqlQuery = {
  id: number
  edition: string
  sql: string
  at: Date
  milliseconds: number
  rows?: number
  refused?: string
}

/** So many of a person's queries are kept. */
const kept = 200

/** Keeps a query for the one who asked it, and lets the oldest go. */
export async function recordSqlQuery(
  ledger: Ledger,
  person: string,
  { edition, sql, milliseconds, rows, refused }: Omit<SqlQuery, 'id' | 'at'>,
): Promise<void> {
  await ledger
    .insertInto('sql_query')
    .values({
      ...{ person, edition, sql, milliseconds: Math.round(milliseconds) },
      ...{ rows: rows ?? null, refused: refused ?? null },
    })
    .execute()
  await ledger
    .deleteFrom('sql_query')
    .where('person', '=', person)
    .where((eb) =>
      eb(
        'id',
        '<=',
        eb
          .selectFrom('sql_query')
          .select('id')
          .where('person', '=', person)
          .orderBy('id', 'desc')
          .offset(kept)
          .limit(1),
      ),
    )
    .execute()
}

/**
 * Keeps a query that was asked: in the person's own history, and as an act that says which studies, never the words of the
 * query. The owner of the home folder has no history.
 */
export async function noteSqlQuery(
  ledger: Ledger,
  by: Actor,
  query: Omit<SqlQuery, 'id' | 'at'> & { studies: string[] },
): Promise<void> {
  if (by.actor !== owner.actor) await recordSqlQuery(ledger, by.actor, query)
  const { edition, studies, rows } = query
  await recordAct(ledger, {
    ...{ ...by, act: 'run-query', subject: edition },
    details: { studies, ...(rows === undefined ? { refused: true } : { rows }) },
  })
}

/** A person's own queries, the newest first. */
export async function listSqlQueries(ledger: Ledger, person: string, limit = 20): Promise<SqlQuery[]> {
  const found = await ledger
    .selectFrom('sql_query')
    .select(['id', 'edition', 'sql', 'at', 'milliseconds', 'rows', 'refused'])
    .where('person', '=', person)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return found.map(({ rows, refused, ...query }) => ({
    ...query,
    ...(rows !== null && { rows }),
    ...(refused !== null && { refused }),
  }))
}
