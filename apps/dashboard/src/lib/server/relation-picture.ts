import { citation } from '@pejling/export'
import { parseRelation } from '@pejling/indicators'
import { error } from '@sveltejs/kit'
import { standaloneSvg } from '#lib/figures/standalone-svg.ts'
import { domainsOf } from '#lib/relation/domains.ts'
import { chosenFigure, fittingFigures } from '#lib/relation/figure-choice.ts'
import { relationDrawing } from '#lib/relation/relation-drawing.ts'
import { countOf, inSentence } from '#lib/relation/seen.ts'
import { wordsIn } from '#lib/words/words.ts'
import { answerable, editionFor } from './editions.ts'
import { relationAddress } from './relation-address.ts'
import { relationAnswer } from './relation-answer.ts'
import { viewersFor } from './study-access.ts'

/**
 * The figure of a relation's page as a picture that stands alone, with its caption, base, source and edition in it, and the
 * name it is saved under. Answers 404 where its numbers are not shown together.
 */
export async function relationPicture(
  locals: App.Locals,
  asked: URLSearchParams,
): Promise<{ svg: string; name: string }> {
  const edition = await editionFor(locals, asked.get('edition'))
  const { by: _, ...relation } = await answerable(() => parseRelation(asked))
  const answered = await answerable(relationAnswer(edition, relation, (study) => viewersFor(locals, study)))
  const { whole, x, y, unit, study } = answered
  if (!whole) error(404, 'no figure: its numbers are not shown together')
  const words = wordsIn(locals.language)
  const fitting = fittingFigures(whole.answer, x, y)
  const kind = chosenFigure(asked.get('figure'), fitting) ?? fitting[0]
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
  const svg = standaloneSvg(drawing.wide, { title, lines: lines.filter(Boolean) })
  return { svg, name: `${study.id}-${x.id}-${y.id}` }
}
