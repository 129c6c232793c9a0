import type { Language } from '@pejling/indicators'
import {
  chosenFigure,
  countOf,
  domainsOf,
  fittingFigures,
  inSentence,
  missingLines,
  relationDrawing,
  relationWords,
  sentenceStart,
  standaloneSvg,
  type Told,
} from '@pejling/figures'
import { citation } from './citation.ts'
import type { ExportedPart, ExportedRelation } from './exported-relation.ts'

type ToldPart = Told & Pick<ExportedPart, 'category'>

/**
 * The figure of a relation as a picture that stands alone: title, one drawing for each part of it, and below them its base,
 * notes, source and edition.
 *
 * @param figure the kind of figure, if it fits the answer; else the one that is shown unasked
 * @throws `figure: expected numbers that are shown together, found hidden ones`
 */
export function relationSvg(exported: ExportedRelation, language: Language, figure?: string): string {
  const { study, x, y, by, parts, notes, narrowed } = exported
  const named = [x, y, ...(by ? [by] : [])]
  const words = relationWords(language)
  const told = parts.flatMap((part) => toldPart(part))
  if (!told.length || told.length < parts.length)
    throw new Error('figure: expected numbers that are shown together, found hidden ones')
  const fitting = fittingFigures(told[0].answer, x, y)
  const kind = chosenFigure(figure ?? null, fitting) ?? fitting[0]
  const shown = told.filter(({ answer }, i) => answer.n || i === 0)
  const domains = domainsOf(joined(shown), x, y)
  const drawn = shown.map((part) => ({
    ...relationDrawing(exported, part, kind, domains, words, []),
    heading: part.category && sentenceStart(words.text(part.category.label)),
  }))
  const n = told.reduce((sum, { answer }) => sum + answer.n, 0)
  const table = told.flatMap(({ answer }) => ('table' in answer && answer.table ? [answer.table] : []))[0]
  const lines = [
    study.synthetic ? words.say('shell.synthetic') : '',
    drawn[0].note,
    words.say(table ? 'relation.from.published' : 'relation.from.rows', {
      ...{ units: countOf(n, exported.unit, words), table: table ?? '' },
    }),
    ...narrowed.map(({ variable, values }) =>
      words.say('report.narrowed', {
        ...{
          variable: inSentence(words.text(variable)),
          values: values.map((value) => words.text(value)).join(', '),
        },
      }),
    ),
    ...told.flatMap(({ category, answer }) =>
      missingLines(answer.missing, named, exported.unit, words).map((line) =>
        category ? `${sentenceStart(words.text(category.label))}: ${line}` : line,
      ),
    ),
    ...notes.map((note) => words.text(note)),
    citation(exported, language),
  ]
  const title = words.say('relation.title', { x: words.text(x.label), y: inSentence(words.text(y.label)) })
  return standaloneSvg(
    drawn.map(({ drawing, heading }) => ({ drawing: drawing.wide, heading })),
    { title, lines: lines.filter(Boolean) },
  )
}

function toldPart({ category, answer, association }: ExportedPart): ToldPart[] {
  return answer.suppressed || !association ? [] : [{ category, answer, association }]
}

/** All values together, so that the parts are drawn on the same scales. */
function joined(parts: ToldPart[]): Told['answer'] {
  const [{ answer }] = parts
  return answer.kind === 'pairs'
    ? { ...answer, points: parts.flatMap(({ answer }) => (answer.kind === 'pairs' ? answer.points : [])) }
    : answer
}
