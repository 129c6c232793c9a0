import { actorOf, keeps, settleCoding, unsettleCoding } from '@pejling/ledger'
import { seenStretch } from '@pejling/warehouse'
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { queueItemLink } from '#lib/agreement/agreement-links.ts'
import { formText } from '#lib/server/form-text.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { openQueue, settlementOf } from '#lib/server/interviews/coding-room.ts'
import { listNames } from '#lib/server/people.ts'
import type { Actions, PageServerLoad } from './$types'

/** One disagreement with both sides beside each other, and whose coding stands. */
export const load: PageServerLoad = async (event) => {
  const { edition, study, found, reading } = await openQueue(event, 'texts')
  const { pair, one } = itemOf(found, event.params.item)
  const settled = one.keep && (await settlementOf(study.id, one))
  const names = settled ? await fromLedger(({ ledger }) => listNames(ledger)) : {}
  const rest = found.items.filter(({ keep, item }) => !keep && item !== one.item)
  return {
    ...{ study, one, pair, open: rest.length, next: rest[0]?.item },
    seen: await seenStretch(edition, study.id, one, pair, reading),
    refused: 'refused' in reading ? reading.refused : undefined,
    settled: settled && { ...settled, by: names[settled.by] ?? settled.by },
    saved: event.url.searchParams.get('saved') ?? undefined,
  }
}

export const actions: Actions = {
  /** Settles it and goes on to what is open next. */
  settle: async (event) => {
    const text = await formText(event.request)
    const keep = keeps.find((one) => one === text('keep'))
    const note = text('note').slice(0, 1000)
    if (!keep) return fail(400, { problem: 'keep' as const, note })
    const { place, next, study } = await decidedPlace(event)
    await fromLedger(({ ledger }) =>
      settleCoding(ledger, { ...place, keep, note, by: actorOf(event.locals.account!) }),
    )
    redirect(
      303,
      queueItemLink(study, next ?? event.params.item!, { saved: 'settled', coders: coders(event) }),
    )
  },
  undo: async (event) => {
    const { place, study } = await decidedPlace(event)
    await fromLedger(({ ledger }) => unsettleCoding(ledger, { ...place, by: actorOf(event.locals.account!) }))
    redirect(303, queueItemLink(study, event.params.item!, { saved: 'undone', coders: coders(event) }))
  },
}

async function decidedPlace(event: RequestEvent) {
  const { study, found } = await openQueue(event, 'counts')
  const { pair, one } = itemOf(found, event.params.item!)
  const { source, code, start, end } = one
  const rest = found.items.filter(({ keep, item }) => !keep && item !== one.item)
  return {
    place: {
      study: study.id,
      source,
      code,
      start_at: start,
      end_at: end,
      first: pair.first,
      second: pair.second,
    },
    ...{ next: rest[0]?.item, study: study.id },
  }
}

function itemOf({ items, pair }: Awaited<ReturnType<typeof openQueue>>['found'], item: string) {
  const one = items.find((other) => other.item === item)
  if (!one || !pair) error(404, 'unknown disagreement')
  return { pair, one }
}

function coders({ url }: RequestEvent): string | undefined {
  return url.searchParams.get('coders') ?? undefined
}
