import { listRoundFacts, listUploads, type UploadSummary } from '@pejling/ledger'
import { isCollected, type Round } from '@pejling/indicators'
import { listStudies } from '@pejling/warehouse'
import { danishDay } from '#lib/people/danish-day.ts'
import { studyRounds } from '#lib/rounds/study-rounds.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import { passes } from '#lib/server/guard.ts'
import { listNames } from '#lib/server/people.ts'
import { uploadNames } from '#lib/server/study-names.ts'
import type { PageServerLoad } from './$types'

const most = 50

/** What is on its way, and the rounds of each study with where their rows come from. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const studies = locals.edition ? await listStudies(locals.edition) : []
  const { uploads, people, facts, names } = await fromLedger(async ({ ledger }) => ({
    uploads: await listUploads(ledger),
    people: await listNames(ledger),
    facts: await listRoundFacts(ledger),
    names: await uploadNames(locals.edition, ledger),
  }))
  const approves = passes(locals, 'POST /rounds/[upload]?/approve')
  const alone = getHouse().approval === 'one'
  const rounds = facts.map(({ study, round, facts }) => ({ study, round: { id: round, ...facts } as Round }))
  const underWay = uploads.filter(({ state }) => state !== 'live' && state !== 'withdrawn')
  const ended = uploads.filter(({ state }) => state === 'live' || state === 'withdrawn')
  return {
    ...{ people, names },
    underWay: underWay.map((upload) => ({
      ...seen(upload),
      waitsForYou: waitsFor(upload, approves, alone || upload.uploaded_by !== locals.account?.id),
    })),
    ended: ended.slice(0, most).map(seen),
    studies: studies
      .filter(({ units }) => units.some(isCollected))
      .map((study) =>
        studyRounds(study, {
          rounds: rounds.filter((one) => one.study === study.id).map(({ round }) => round),
          live: uploads.filter((upload) => upload.study === study.id && upload.state === 'live'),
          today: danishDay(new Date()),
        }),
      ),
    still: url.searchParams.has('still'),
    at: new Date(),
  }
}

function seen(upload: UploadSummary) {
  const { id, kind, study, round, unit, state, rows, stopping, work, work_status, files } = upload
  return {
    ...{ id, kind, study, round, unit, state, rows, stopping, work },
    failed: work_status === 'failed',
    file: files[0]?.name ?? '',
    by: upload.uploaded_by,
    at: upload.live_at ?? upload.withdrawn_at ?? upload.uploaded_at,
  }
}

/** Is there something for the one who asks to do? */
function waitsFor({ state, work, work_status }: UploadSummary, approves: boolean, other: boolean): boolean {
  if (work !== null && work_status !== 'failed') return false
  if (state === 'previewed') return approves && other
  return state === 'approved' ? approves : true
}
