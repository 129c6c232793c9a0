import { citation } from '@pejling/export'
import { parseRelation, type Relation, toQuery } from '@pejling/indicators'
import { getStudy, listRelations, listStudies, getCodebook } from '@pejling/warehouse'
import { redirect } from '@sveltejs/kit'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { chosenFigure, fittingFigures } from '@pejling/figures'
import { relationAddress } from '#lib/server/relation-address.ts'
import { relationAnswer } from '#lib/server/relation-answer.ts'
import { apiAddress } from '#lib/server/api/api-address.ts'
import { passes } from '#lib/server/guard.ts'
import { countLook } from '#lib/server/notebook/looks.ts'
import { whomToAsk } from '#lib/server/people.ts'
import { viewersFor } from '#lib/server/study-access.ts'
import type { PageServerLoad } from './$types'

/**
 * Without a question: what can be asked. With a study only: its central question. With a whole question: the answer, at
 * the shortest address that asks it.
 */
export const load: PageServerLoad = async ({ url, locals }) => {
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const given = (name: string) => url.searchParams.get(name)?.trim() || undefined
  if (!given('study') && !given('x') && !given('y')) {
    const studies = await listStudies(edition)
    return {
      answered: undefined,
      studies: await Promise.all(
        studies.map(async (study) => ({
          study,
          variables: (await getCodebook(edition, study.id)).variables,
          possible: await listRelations(edition, study.id),
        })),
      ),
    }
  }
  if (given('study') && !(given('x') && given('y'))) {
    const study = await answerable(getStudy(edition, given('study')!))
    const possible = await listRelations(edition, study.id)
    const x = given('x')
    const first =
      possible.find((pair) =>
        x ? pair.x === x : pair.x === study.firstRelation?.x && pair.y === study.firstRelation.y,
      ) ?? possible[0]
    if (first) redirect(303, `/relations${toQuery({ study: study.id, x: first.x, y: first.y, where: [] })}`)
  }
  const relation = tidy(await answerable(() => parseRelation(url.searchParams)))
  const studies = (await listStudies(edition)).map(({ id, title }) => ({ id, title }))
  const answered = await answerable(relationAnswer(edition, relation, (study) => viewersFor(locals, study)))
  const { whole, x, y } = answered
  const figure = whole && chosenFigure(given('figure') ?? null, fittingFigures(whole.answer, x, y))
  const address = `${toQuery(relation)}${figure ? `&figure=${figure}` : ''}`
  if (new URL(address, url).search !== url.search) redirect(303, `/relations${address}`)
  const cited = {
    ...answered,
    relation: { ...answered.relation, edition: edition.hash },
    by: answered.by?.variable,
  }
  const source = citation({ ...cited, address: relationAddress(cited.relation) }, locals.language)
  const looks = whole && (await countLook(locals, answered.relation))
  return {
    ...{ answered, studies, figure, citation: source },
    api: apiAddress(answered.study),
    ask: answered.hidden && (await whomToAsk(locals)),
    ...{ looks, mayKeep: passes(locals, 'POST /views?/save') },
    mayProve: passes(locals, 'GET /disclosure/[study]'),
  }
}

/** A question divided by one of its own two variables is the question undivided. */
function tidy(relation: Relation): Relation {
  const { by, ...rest } = relation
  return by === undefined || by === relation.x || by === relation.y ? rest : relation
}
