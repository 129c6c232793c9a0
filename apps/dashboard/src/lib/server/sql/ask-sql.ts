import { actorOf, noteSqlQuery } from '@pejling/ledger'
import { askConsole, type ConsoleAnswer, consoleTables, type Edition, toldQuery } from '@pejling/warehouse'
import { fromLedger } from '../from-ledger.ts'
import { viewerFor } from '../study-access.ts'

/** Whoever has a query under way, and how many there may be in all: pages must not wait for them. */
const underWay = new Set<string>()
const most = 2

/** The tables the one who asks may ask in SQL. */
export function tablesFor(locals: App.Locals, edition: Edition) {
  return consoleTables(edition, (study) => viewerFor(locals, study))
}

/**
 * Asks a query for the one who is signed in, and notes it: in their own history, and in the log which studies it was. One
 * query of a person at a time. What may be asked is decided anew each time.
 */
export async function askSql(
  { locals, request }: { locals: App.Locals; request: Request },
  edition: Edition,
  sql: string,
): Promise<ConsoleAnswer | 'busy'> {
  const { id } = locals.account!
  if (underWay.has(id) || underWay.size >= most) return 'busy'
  underWay.add(id)
  try {
    const tables = await tablesFor(locals, edition)
    const begun = performance.now()
    const answer = await askConsole({ file: edition.file, sql, tables }, { signal: request.signal })
    await fromLedger(({ ledger }) =>
      noteSqlQuery(ledger, actorOf(locals.account!), {
        ...{ edition: edition.hash, sql, milliseconds: performance.now() - begun },
        ...toldQuery(answer),
      }),
    )
    return answer
  } finally {
    underWay.delete(id)
  }
}
