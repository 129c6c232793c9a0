import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { failedRowsFile } from '@pejling/archive'
import { actorOf, recordAct } from '@pejling/ledger'
import { error } from '@sveltejs/kit'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { mayReadRows } from '#lib/server/uploads/may-read-rows.ts'
import { uploadOf } from '#lib/server/uploads/move-upload.ts'
import type { RequestHandler } from './$types'

/** The rows in which something is wrong, in the sender's own layout, for who sent them or may read rows of the study. */
export const GET: RequestHandler = async ({ params, locals }) => {
  const { home } = getHouse()
  const upload = await fromLedger(({ ledger }) => uploadOf(ledger, params.upload))
  if (!(await mayReadRows(locals, upload))) error(403, `no access: rows of ${upload.study} need its right`)
  const file = failedRowsFile(home, upload.id)
  // Of what is live or withdrawn they are swept; here they are gone at once.
  const isOver = upload.state === 'live' || upload.state === 'withdrawn'
  const found = isOver ? undefined : await stat(file).catch(() => undefined)
  if (!found) error(404, `failed rows: expected a file for upload ${upload.id}, found none`)
  await fromLedger(({ ledger }) =>
    recordAct(ledger, {
      ...{ ...actorOf(locals.account!), act: 'download-upload', subject: String(upload.id) },
      details: { study: upload.study, bytes: found.size },
    }),
  )
  const name = `upload-${upload.id}-failed-rows.csv`
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
    headers: {
      ...{ 'content-type': 'text/csv; charset=utf-8', 'content-length': String(found.size) },
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
}
