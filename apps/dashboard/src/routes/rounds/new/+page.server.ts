import { actorOf, createUpload, findRoundFacts } from '@pejling/ledger'
import { keepOriginal } from '@pejling/archive'
import { nextRound } from '@pejling/indicators'
import { error, fail, redirect } from '@sveltejs/kit'
import { choosable } from '#lib/rounds/place.ts'
import { type FactsProblem, factsOf, factsProblems, fieldsOf } from '#lib/rounds/round-facts.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { getHouse } from '#lib/server/house.ts'
import type { Arrived } from '#lib/server/uploads/arrivals.ts'
import { type AddressChoice, addressChoice } from '#lib/server/uploads/address-choice.ts'
import { askedOf } from '#lib/server/uploads/round-to-say.ts'
import { type SentForm, sentForm } from '#lib/server/uploads/sent-form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

/** What a file is of, one thing after the other: its study, its unit and round, what the round is, and the file. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const chosen = await addressChoice(locals, url)
  return {
    studies: chosen.studies.map(({ id, title }) => ({ id, title })),
    study: chosen.study && {
      ...{ id: chosen.study.id, title: chosen.study.title },
      ...choosable(chosen.study, chosen.rounds),
      instruments: askedOf(chosen.study).instruments,
    },
    asked: Object.fromEntries(url.searchParams),
    wrong: chosen.wrong,
    /** What the round is likely to be. */
    likely: likelyFields(chosen),
    place: chosen.place,
    round: chosen.round && { id: chosen.round.id, label: chosen.round.label, period: chosen.round.period },
    live: chosen.live,
    most: getHouse().fileLimit,
  }
}

function likelyFields({ study, rounds }: AddressChoice): Record<string, string> {
  const likely = nextRound([...(study?.rounds ?? []), ...rounds])
  return likely ? fieldsOf(likely) : {}
}

/** Why a form came back. */
type SendProblem = 'too-large' | 'too-many' | 'gone' | 'none' | 'facts'
/** A file that need not be sent again. */
type ArrivedFile = { id: string; name: string }

export const actions: Actions = {
  /** Takes the files, which have arrived piece by piece or come with the form, and goes on to where they are read. */
  send: async (event) => {
    const { locals, url } = event
    const { arrivals, fileLimit, home } = getHouse()
    const { study, place, round } = await addressChoice(locals, url)
    if (!arrivals || !place || !study) error(404, 'round: expected a study, a unit and a round, found none')
    const form = await sentForm(event.request, arrivals, fileLimit).catch((problem: Error) => {
      error(400, problem.message)
    })
    const back = (problem: SendProblem, wrong: FactsProblem[] = [], arrived: ArrivedFile[] = []) =>
      fail(400, { problem, wrong, arrived, values: valuesOf(form) })
    if (form.problem) return back(form.problem)
    const ids = form.all('arrived')
    const sent = await arrivals.find(ids, locals.account!.id).catch(() => undefined)
    if (!sent) return back('gone')
    const files = [...sent, ...form.files]
    if (!files.length) return back('none')
    const units = study.units.filter(({ rounds }) => rounds).map(({ id }) => id)
    const facts = place.round !== undefined && !round ? factsOf(form.text, units) : undefined
    const wrong = facts && factsProblems(place.round!, facts, study, study.instruments ?? [])
    if (wrong?.length) {
      await Promise.all(form.files.map((file) => file.forget()))
      return back(
        'facts',
        wrong,
        sent.map(({ name }, i) => ({ id: ids[i], name })),
      )
    }
    return take(event, files, {
      ...{ ...place, home, facts, sender: form.text('sender').trim().slice(0, 100) },
      note: form.text('note').trim().slice(0, 2000),
    })
  },
}

type Given = {
  kind?: 'interviews'
  home: string
  study: string
  unit: string
  round?: string
  sender: string
  note: string
} & {
  facts?: Record<string, unknown>
}

/** Only what is on disk under its hash is told to the ledger, and only what the ledger knows is let go here. */
async function take({ locals }: RequestEvent, files: Arrived[], { home, ...given }: Given): Promise<never> {
  const kept = await Promise.all(
    files.map(async ({ name, path }) => ({ name, ...(await keepOriginal(home, path, 'link')) })),
  )
  const upload = await fromLedger(async ({ ledger }) => {
    const known =
      given.round === undefined ? undefined : await findRoundFacts(ledger, given.study, given.round)
    const seenFacts = known?.version ?? 0
    return createUpload(ledger, { ...given, files: kept, seenFacts }, actorOf(locals.account!))
  })
  await Promise.all(files.map((file) => file.forget()))
  redirect(303, `/rounds/${upload}?sent=yes`)
}

/** What was written, to be shown again beside what is wrong with it. */
function valuesOf(form: SentForm): Record<string, string> {
  return Object.fromEntries(form.names.map((name) => [name, form.text(name)]))
}
