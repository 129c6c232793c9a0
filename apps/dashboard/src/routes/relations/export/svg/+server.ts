import { citation } from '@pejling/export'
import { parseRelation } from '@pejling/indicators'
import { error } from '@sveltejs/kit'
import { standaloneSvg } from '#lib/figures/standalone-svg.ts'
import { domainsOf } from '#lib/relation/domains.ts'
import { chosenFigure, fittingFigures } from '#lib/relation/figure-choice.ts'
import { relationDrawing } from '#lib/relation/relation-drawing.ts'
import { countOf, inSentence } from '#lib/relation/seen.ts'
import { answerable, editionFor } from '#lib/server/editions.ts'
import { relationAddress } from '#lib/server/relation-address.ts'
import { relationAnswer } from '#lib/server/relation-answer.ts'
import { viewersFor } from '#lib/server/study-access.ts'
import { wordsIn } from '#lib/words/words.ts'
import type { RequestHandler } from './$types'

/** The figure of a relation's page as a picture that stands alone, with its caption, base, source and edition in it. */
export const GET: RequestHandler = async ({ url, locals }) => {
  const edition = await editionFor(locals, url.searchParams.get('edition'))
  const { by: _, ...relation } = await answerable(() => parseRelation(url.searchParams))
  const answered = await answerable(relationAnswer(edition, relation, (study) => viewersFor(locals, study)))
  const { whole, x, y, unit, study } = answered
  if (!whole) error(404, 'no figure: its numbers are not shown together')
  const words = wordsIn(locals.language)
  const fitting = fittingFigures(whole.answer, x, y)
  const kind = chosenFigure(url.searchParams.get('figure'), fitting) ?? fitting[0]
  const { drawing, note } = relationDrawing(answered, whole, kind, domainsOf(whole.answer, x, y), words)
  const cited = { study, x, y, relation: { ...answered.relation, edition: edition.hash } }
  const title = words.say('relation.title', { x: words.text(x.label), y: inSentence(words.text(y.label)) })
  const units = countOf(whole.answer.n, unit, words)
  const lines = [
    study.synthetic ? words.say('shell.synthetic') : '',
    note,
    words.say(answered.table ? 'relation.from.published' : 'relation.from.rows', {
      ...{ units, table: answered.table?.id ?? '' },
    }),
    ...answered.caveats.map((caveat) => words.text(caveat)),
    citation({ ...cited, address: relationAddress(cited.relation) }, locals.language),
  ]
  const picture = standaloneSvg(drawing.wide, { title, lines: lines.filter(Boolean) })
  return new Response(picture, {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-disposition': `attachment; filename="${study.id}-${x.id}-${y.id}.svg"`,
      'cache-control': 'no-store',
    },
  })
}
