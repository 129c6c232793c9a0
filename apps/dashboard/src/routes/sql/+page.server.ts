import { listSqlQueries } from '@pejling/ledger'
import { consoleLimits } from '@pejling/warehouse'
import { fail } from '@sveltejs/kit'
import { editionFor } from '#lib/server/editions.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { numberOf } from '#lib/server/number-of.ts'
import { sqlExamples } from '#lib/sql/examples.ts'
import { askSql, tablesFor } from '#lib/server/sql/ask-sql.ts'
import type { Actions, PageServerLoad } from './$types'

/** What one may ask, and what one has asked; a query of one's own history if its number is named. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const account = locals.account
  const tables = await tablesFor(locals, await editionFor(locals))
  const history = account ? await fromLedger(({ ledger }) => listSqlQueries(ledger, account.id)) : []
  const again = numberOf(url.searchParams.get('query'))
  const [first] = tables
  const examples = sqlExamples.filter(({ study }) => tables.some((table) => table.study === study))
  const example = examples.find(({ id }) => id === url.searchParams.get('example'))
  return {
    tables,
    history,
    examples,
    limits: consoleLimits,
    sql:
      history.find(({ id }) => id === again)?.sql ??
      example?.sql ??
      (first ? `SELECT count(*) AS n\nFROM "${first.study}".${first.name}` : ''),
  }
}

export const actions: Actions = {
  run: async (event) => {
    const sql = (await formText(event.request))('sql').slice(0, 20_000)
    if (!sql.trim()) return fail(400, { sql, problem: 'missing' as const })
    const answer = await askSql(event, await editionFor(event.locals), sql)
    if (answer === 'busy') return fail(429, { sql, problem: 'busy' as const })
    return 'refused' in answer ? fail(400, { sql, refusal: answer }) : { sql, answer }
  },
}
