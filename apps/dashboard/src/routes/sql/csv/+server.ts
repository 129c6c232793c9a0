import { consoleCsv } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { editionFor } from '#lib/server/editions.ts'
import { formText } from '#lib/server/form-text.ts'
import { askSql } from '#lib/server/sql/ask-sql.ts'
import type { RequestHandler } from './$types'

/** The answer to a query as a file. */
export const POST: RequestHandler = async (event) => {
  const sql = (await formText(event.request))('sql').slice(0, 20_000)
  const answer = await askSql(event, await editionFor(event.locals), sql)
  if (answer === 'busy') error(429, 'sql: expected one query at a time, found another under way')
  if ('refused' in answer) error(400, `sql: ${answer.refused}`)
  return new Response(consoleCsv(answer), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="pejling-sql.csv"',
    },
  })
}
