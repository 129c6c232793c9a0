import { type Disagreements, disagreements, seenJudgements } from '@pejling/association'
import { coderOf, listHouseJudgements, listSettledCodings, listSettledInHouse } from '@pejling/ledger'
import { actorOf } from '@pejling/ledger'
import { error, type RequestEvent } from '@sveltejs/kit'
import { coderPair } from '#lib/agreement/agreement-links.ts'
import { answerable } from '../editions.ts'
import { fromLedger } from '../from-ledger.ts'
import { type InterviewRoom, openInterviewRoom } from './interview-room.ts'

/** What two coders of the study differ about, with what is settled of it, for one who may settle. */
export async function openQueue(
  event: RequestEvent,
  shows: 'counts' | 'texts',
): Promise<InterviewRoom & { found: Disagreements }> {
  const room = await openCodingRoom(event, shows)
  const { edition, study, viewer } = room
  const settled = await fromLedger(({ ledger }) => listSettledInHouse(ledger, study.id))
  const asked = { study: study.id, ...coderPair(event.url.searchParams) }
  return { ...room, found: await answerable(disagreements(edition, asked, settled, viewer)) }
}

/** Who settled it, when and why. */
export async function settlementOf(
  study: string,
  at: { source: string; code: string; start: number; end: number },
) {
  const rows = await fromLedger(({ ledger }) => listSettledCodings(ledger, study))
  return rows.find(
    ({ source, code, start_at, end_at }) =>
      source === at.source && code === at.code && start_at === at.start && end_at === at.end,
  )
}

/** What is judged of the study's units, as the one who asks may see it as a coder. */
export async function openJudgements(event: RequestEvent) {
  const room = await openCodingRoom(event, 'counts')
  const { edition, study, viewer } = room
  const [coder, house] = await fromLedger(async ({ ledger }) => [
    await coderOf(ledger, study.id, actorOf(event.locals.account!)),
    await listHouseJudgements(ledger, study.id),
  ])
  return {
    ...room,
    found: await answerable(seenJudgements(edition, { study: study.id, coder }, house, viewer)),
  }
}

async function openCodingRoom(event: RequestEvent, shows: 'counts' | 'texts'): Promise<InterviewRoom> {
  const room = await openInterviewRoom(event, shows)
  if (!room.viewer.rows)
    error(403, `no access: what coders of ${room.study.id} gave needs the right to its rows`)
  return room
}
