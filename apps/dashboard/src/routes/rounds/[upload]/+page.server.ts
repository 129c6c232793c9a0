import { receiptReadiness } from '@pejling/archive'
import {
  acceptDeviation,
  approveUpload,
  dropDeviation,
  publishUpload,
  requestCheck,
  requestPreview,
  setMatch,
  setReading,
  withdrawUpload,
} from '@pejling/ledger'
import { choicesOf } from '#lib/rounds/choices-form.ts'
import { matchOf } from '#lib/rounds/columns-form.ts'
import { deviationOfForm } from '#lib/rounds/deviation-form.ts'
import { getHouse } from '#lib/server/house.ts'
import { seenRemarks } from '#lib/server/seen-remarks.ts'
import { moveUpload } from '#lib/server/uploads/move-upload.ts'
import { seenUpload } from '#lib/server/uploads/seen-upload.ts'
import { matchingOf } from '#lib/server/uploads/upload-codebook.ts'
import type { Actions, PageServerLoad } from './$types'

/** An upload with the one thing of it that is looked at, and what can be done next. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const seen = await seenUpload(locals, params.upload, url.searchParams.get('step'))
  return {
    ...seen,
    archive: seen.receipt && seenRemarks(receiptReadiness(seen.receipt)),
    sent: url.searchParams.has('sent'),
    done: url.searchParams.get('done'),
    all: url.searchParams.has('all'),
    still: url.searchParams.has('still'),
    at: new Date(),
  }
}

export const actions: Actions = {
  /** Reads it anew, as a person says. */
  read: (event) =>
    moveUpload(event, 'read', ({ ledger, upload, decision, text }) =>
      setReading(
        ledger,
        decision,
        choicesOf(text, upload.receipt?.guesses ?? [], upload.reading.choices ?? {}),
      ),
    ),
  /** Says which variable each column holds; it is checked at once. */
  match: (event) =>
    moveUpload(event, 'checked', async ({ ledger, upload, decision, text }) => {
      const found = await matchingOf(event.locals, upload)
      const said = matchOf(text, found?.matching.columns ?? [], found?.variables.map(({ id }) => id) ?? [])
      if ('wrong' in said) throw new Error(`match: ${said.wrong}: ${said.variable}`)
      return setMatch(ledger, decision, { match: said.match })
    }),
  /** Says what a unit is called in the file. */
  alias: (event) =>
    moveUpload(event, 'checked', ({ ledger, upload, decision, text }) => {
      const { match = {}, aliases = {} } = upload.reading
      const [variable, value, means] = ['variable', 'value', 'means'].map((name) => text(name).trim())
      if (!means) throw new Error('match: expected a unit, found none')
      const known = { ...aliases, [variable]: { ...aliases[variable], [value]: means } }
      return setMatch(ledger, decision, { match, aliases: known })
    }),
  accept: (event) =>
    moveUpload(event, 'checked', ({ ledger, decision, text }) =>
      acceptDeviation(ledger, decision, deviationOfForm(text)),
    ),
  drop: (event) =>
    moveUpload(event, 'checked', ({ ledger, decision, text }) =>
      dropDeviation(ledger, decision, deviationOfForm(text)),
    ),
  check: (event) => moveUpload(event, 'checked', ({ ledger, decision }) => requestCheck(ledger, decision)),
  preview: (event) =>
    moveUpload(event, 'previewed', ({ ledger, decision }) => requestPreview(ledger, decision)),
  approve: (event) =>
    moveUpload(event, 'approved', ({ ledger, decision }) =>
      approveUpload(ledger, decision, { approval: getHouse().approval }),
    ),
  publish: (event) => moveUpload(event, 'live', ({ ledger, decision }) => publishUpload(ledger, decision)),
  withdraw: (event) =>
    moveUpload(event, 'live', ({ ledger, decision, text }) =>
      withdrawUpload(ledger, decision, text('why').slice(0, 500)),
    ),
}
