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
