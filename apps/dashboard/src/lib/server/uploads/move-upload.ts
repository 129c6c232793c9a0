import type { Receipt, UploadReading } from '@pejling/indicators'
import {
  actorOf,
  findUpload,
  type Ledger,
  type Upload,
  UploadChanged,
  type UploadDecision,
} from '@pejling/ledger'
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { View } from '#lib/rounds/views.ts'
import { formText } from '../form-text.ts'
import { fromLedger } from '../from-ledger.ts'
import { numberOf } from '../number-of.ts'

/** An upload as the rooms that fill it mean it: the ledger keeps what it does not understand. */
export type KnownUpload = Omit<Upload, 'receipt' | 'reading'> & {
  receipt: Receipt | null
  reading: UploadReading
}

type Move = {
  ledger: Ledger
  upload: KnownUpload
  decision: UploadDecision
  text: (field: string) => string
}

/**
 * One move of an upload as a form asks for it. When it is done the page shows what comes next; if somebody was first, or it
 * cannot be done, it says so and shows what is.
 */
export async function moveUpload(
  { request, params, locals }: RequestEvent,
  view: View,
  move: (move: Move) => Promise<number>,
) {
  const id = numberOf(params.upload)
  const text = await formText(request)
  const refused = await fromLedger(async ({ ledger }) => {
    const upload = id === undefined ? undefined : await findUpload(ledger, id)
    if (!upload) error(404, `unknown upload: ${params.upload}`)
    const seenVersion = numberOf(text('seen')) ?? 0
    const decision = { upload: upload.id, seenVersion, by: actorOf(locals.account!) }
    try {
      await move({ ledger, upload: upload as KnownUpload, decision, text })
      return undefined
    } catch (problem) {
      if (problem instanceof UploadChanged) return { problem: 'changed' as const }
      const { message } = problem as Error
      // What the ledger says of a move begins with what was asked for.
      if (!/^(read|match|deviation|check|preview|approve|publish|withdraw): /.test(message)) throw problem
      return { problem: 'refused' as const, message }
    }
  })
  if (refused) return fail(refused.problem === 'changed' ? 409 : 400, refused)
  redirect(303, `/rounds/${id}?done=${view}`)
}

/** An upload by its number as an address has it; 404 if there is none. */
export async function uploadOf(ledger: Ledger, text: string): Promise<KnownUpload> {
  const id = numberOf(text)
  const upload = id === undefined ? undefined : await findUpload(ledger, id)
  if (!upload) error(404, `unknown upload: ${text}`)
  return upload as KnownUpload
}
