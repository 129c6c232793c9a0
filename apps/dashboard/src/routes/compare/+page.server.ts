import { compareSides, type SideQuestion } from '@pejling/association'
import type { Study, Viewer } from '@pejling/indicators'
import { listEditions } from '@pejling/ledger'
import { type Edition, listStudies } from '@pejling/warehouse'
import { error } from '@sveltejs/kit'
import { type CompareChoice, parseCompare, type SideChoice } from '#lib/compare/side-choice.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { fromLedger } from '#lib/server/from-ledger.ts'
import { passes } from '#lib/server/guard.ts'
import { viewerFor } from '#lib/server/study-access.ts'
import { studyNames } from '#lib/server/study-names.ts'
import type { PageServerLoad } from './$types'

/** Two rounds, studies or editions number by number, as far as the one who asks may see them. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const edition = await editionFor(locals)
  const studies = await listStudies(edition)
  const asked = parseCompare(url.searchParams)
  const chosen = { ...firstChoice(studies), ...withoutNothing(asked) }
  if (!chosen.left || !chosen.right) error(404, 'compare: expected two sides, found one')
  const [left, right] = await Promise.all([chosen.left, chosen.right].map((side) => questionOf(locals, side)))
  const compared = await sideBySide(left, right, chosen)
  const editions = passes(locals, 'GET /editions')
    ? await fromLedger(async ({ ledger }) =>
        (await listEditions(ledger)).slice(0, 50).map(({ hash }) => hash),
      )
    : []
  return {
    ...{
      chosen: { ...chosen, left: chosen.left, right: chosen.right },
      compared,
      editions,
      live: edition.hash,
    },
    studies: studies.map(({ id, title, rounds = [] }) => ({
      ...{ id, title },
      rounds: rounds.map(({ id, label }) => ({ id, label })),
    })),
    names: { ...(await studyNames(left.edition)), ...(await studyNames(right.edition)) },
  }
}

/** A pair that cannot be asked together says so and leaves the choice open. */
async function sideBySide(left: SideQuestion, right: SideQuestion, { x, y }: CompareChoice) {
  const whole = await answerable(compareSides(left, right))
  if (x === undefined || y === undefined || x === y) return { whole, numbers: whole.numbers }
  try {
    return { whole, numbers: (await compareSides(left, right, { x, y })).numbers }
  } catch (problem) {
    if (problem instanceof Error && /^(not shared|unknown variable): /.test(problem.message))
      return { whole, numbers: [], because: problem.message }
    throw problem
  }
}

/** The last two rounds of the first study with rounds, else the first two studies. */
function firstChoice(studies: Study[]): CompareChoice {
  const over = studies.find(({ rounds = [] }) => rounds.length > 1)
  if (over) {
    const [left, right] = over.rounds!.slice(-2).map(({ id }): SideChoice => ({ study: over.id, round: id }))
    return { left, right }
  }
  const [left, right = left] = studies.map(({ id }): SideChoice => ({ study: id }))
  return { left, right }
}

function withoutNothing(choice: CompareChoice): CompareChoice {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined))
}

async function questionOf(
  locals: App.Locals,
  { study, round, edition: hash }: SideChoice,
): Promise<SideQuestion> {
  const edition: Edition = hash ? await answerable(locals.editions.get(hash)) : locals.edition!
  const found = (await listStudies(edition)).find(({ id }) => id === study)
  const viewer: Viewer = found ? await viewerFor(locals, found) : { sees: 'nothing', rows: false }
  return { edition, study, ...(round && { round }), viewer: () => viewer }
}
