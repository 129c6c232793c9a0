import { isCollected, type Round, type Study } from '@pejling/indicators'
import { listRoundFacts, listUploads } from '@pejling/ledger'
import { listStudies } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { chosenPlace, choosable, type Place, type PlaceProblem } from '#lib/rounds/place.ts'
import { fromLedger } from '../from-ledger.ts'

/** What an address chooses for a file, one thing after the other, with what is known of it. */
export type AddressChoice = {
  /** Those that have rows of their own. */
  studies: Study[]
  study?: Study
  /** Rounds of it that the ledger knows. */
  rounds: Round[]
  wrong?: PlaceProblem
  place?: Place
  /** The round, if anything is known of it. */
  round?: Round
  /** The upload that is live there. */
  live?: number
}

/** @throws 404 if it names a study that is not in the live edition */
export async function addressChoice(locals: App.Locals, url: URL): Promise<AddressChoice> {
  const all = locals.edition ? await listStudies(locals.edition) : []
  const studies = all.filter(({ units }) => units.some(isCollected))
  const named = url.searchParams.get('study')
  const study = named ? studies.find(({ id }) => id === named) : studies.length === 1 ? studies[0] : undefined
  if (named && !study) error(404, `unknown study: ${named}`)
  if (!study) return { studies, rounds: [] }
  return fromLedger(async ({ ledger }) => {
    const facts = await listRoundFacts(ledger, study.id)
    const rounds = facts.map(({ round, facts }) => ({ id: round, ...facts }) as Round)
    const found = chosenPlace(study.id, choosable(study, rounds), url.searchParams)
    if (found === undefined) return { studies, study, rounds }
    if (typeof found === 'string') return { studies, study, rounds, wrong: found }
    const round = [...(study.rounds ?? []), ...rounds].find(({ id }) => id === found.round)
    const [live] = await listUploads(ledger, { ...found, states: ['live'] })
    return {
      ...{ studies, study, rounds, place: found },
      ...{ ...(round && { round }), ...(live && { live: live.id }) },
    }
  })
}
