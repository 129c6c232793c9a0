import { figurePng } from '@pejling/export'
import {
  answerSummary,
  caution,
  countOf,
  domainsOf,
  fittingFigures,
  inSentence,
  missingLines,
  relationDrawing,
  sentenceStart,
  shortHash,
  standaloneSvg,
  type Told,
  type Words,
} from '@pejling/figures'
import { type Crosstab, suppressionInWords } from '@pejling/indicators'
import type { SuppressedAnswer } from '@pejling/warehouse'
import { ownTextBlocks, ownTextHtml } from './own-text.ts'
import type { Report, ReportFigure, ReportTable, ReportView } from './report.ts'
import type { ReportedAnswer, ReportedList, ReportedPart, ReportedView } from './reported-list.ts'

/**
 * A reading list as it is printed, for the one who sees it so. It says nothing of when it was printed: the same list of the
 * same editions is the same report.
 */
export async function reportOf(list: ReportedList, words: Words): Promise<Report> {
  const parts: Report['parts'] = []
  for (const part of list.parts)
    parts.push(
      part.kind === 'text'
        ? { kind: 'text', blocks: ownTextBlocks(part.text), html: ownTextHtml(part.text) }
        : { kind: 'view', view: await reportView(part.view, words) },
    )
  const views = list.parts.flatMap((part) => (part.kind === 'view' ? [part.view] : []))
  const editions = [...new Set(views.map(({ edition }) => shortHash(edition)))]
  const days = [list.madeAt, ...views.map(({ keptAt }) => keptAt)].map((day) => day.getTime())
  return {
    ...{ language: words.language, title: list.name, note: list.note, parts },
    keptAt: new Date(Math.max(...days)),
    foot: [
      'Pejling',
      list.name,
      ...editions.map((one) => words.say('report.edition', { edition: one })),
    ].join(' · '),
    last: adjusted(list.parts, words),
  }
}

type ShownView = Extract<ReportedView, { state: 'shown' }>

async function reportView(view: ReportedView, words: Words): Promise<ReportView> {
  const empty = { title: view.title, note: view.note, figures: [], sentences: [], tables: [], small: [] }
  if (view.state === 'refused')
    return { ...empty, warning: `${words.say('view.refused')}. ${words.say(`view.refused.${view.why}`)}` }
  const { answered } = view
  const small = sourceLines(view, words)
  if (!answered) return { ...empty, warning: words.say('view.changed.nothing'), small }
  const { whole, hidden, study, x, y, unit, by } = answered
  if (hidden) {
    const why = words.text(suppressionInWords(hidden.why, unit.plural))
    const tables = hidden.kind === 'crosstab' ? [countTable(answered, hidden, words)] : []
    return { ...empty, sentences: [words.say('list.part.hidden', { why })], tables, small }
  }
  if (!whole) return { ...empty, small }
  const seen: [string, Told][] = by
    ? by.parts.map(({ category, seen }) => [sentenceStart(words.text(category.label)), seen])
    : [['', whole]]
  return {
    ...empty,
    ...(study.synthetic && {
      warning: `${words.say('shell.synthetic')}. ${words.say('shell.synthetic.note')}`,
    }),
    figures: await Promise.all(seen.map(([part, one]) => figureOf(view, answered, one, part, words))),
    sentences: [
      ...seen.map(([part, one]) => `${part ? `${part}: ` : ''}${answerSummary(answered, one, words)}`),
      caution(study, x, y, unit, whole.answer.n, words),
      ...answered.caveats.map((caveat) => words.text(caveat)),
    ],
    tables: seen.flatMap(([part, { answer }]) =>
      answer.kind === 'crosstab' ? [countTable(answered, answer, words, part)] : [],
    ),
    small: [
      words.say('list.part.base', { units: countOf(whole.answer.n, unit, words) }),
      ...missingLines(whole.answer.missing, [x, y], unit, words),
      ...small,
    ],
  }
}

async function figureOf(
  { figure }: ShownView,
  answered: ReportedAnswer,
  seen: Told,
  part: string,
  words: Words,
): Promise<ReportFigure> {
  const { x, y, whole } = answered
  const kind = figure ?? fittingFigures(seen.answer, x, y)[0]
  const { drawing } = relationDrawing(answered, seen, kind, domainsOf(whole!.answer, x, y), words, [])
  const svg = standaloneSvg([{ drawing: drawing.wide }], { title: '', lines: [] })
  const { content, width, height } = await figurePng(svg)
  const name = words.say('relation.figure.crosstab', {
    x: inSentence(words.text(x.label)),
    y: words.text(y.label),
  })
  return {
    ...{ svg, png: content, width, height, alt: answerSummary(answered, seen, words) },
    heading: part ? `${name}: ${part}` : name,
  }
}

function countTable(
  { x, y, unit }: ReportedAnswer,
  answer: Crosstab | Extract<SuppressedAnswer, { kind: 'crosstab' }>,
  words: Words,
  part = '',
): ReportTable {
  const count = (n: number | null) => (n === null ? words.say('relation.hidden.count') : words.number(n))
  const sum = (counts: (number | null)[]) =>
    counts.includes(null) ? null : counts.reduce<number>((all, n) => all + (n ?? 0), 0)
  const totals = answer.suppressed ? answer.rowTotals : answer.counts.map(sum)
  const caption = { x: inSentence(words.text(x.label)), y: words.text(y.label) }
  return {
    caption: answer.suppressed
      ? words.say('relation.hidden.caption', { ...caption, units: words.text(unit.plural) })
      : `${part ? `${part}. ` : ''}${words.say('relation.table.caption', { ...caption, base: countOf(answer.n, unit, words) })}`,
    head: [
      words.text(x.label),
      ...answer.columns.map(({ label }) => words.text(label)),
      words.say('relation.table.base'),
    ],
    rows: answer.rows.map((row, i) => [
      words.text(row.label),
      ...answer.counts[i].map((n) => {
        const total = totals[i]
        return n === null || !total ? count(n) : `${count(n)} (${words.share(n / total)})`
      }),
      count(totals[i]),
    ]),
  }
}

function sourceLines(view: ShownView, words: Words): string[] {
  const named = { edition: shortHash(view.edition), address: view.address }
  return [
    words.say(view.frozen ? 'list.part.edition' : 'list.part.live', named),
    ...(view.plannedAt ? [words.say('view.planned.at', { at: words.stamp(view.plannedAt) })] : []),
    ...(view.citation ? [`${words.say('list.part.source')} ${view.citation}`] : []),
  ]
}

function adjusted(parts: ReportedPart[], words: Words): Report['last'] {
  const views = parts.flatMap((part) => (part.kind === 'view' ? [part] : []))
  const known = views.flatMap(({ view, adjusted }) =>
    view.state === 'shown' && view.p && adjusted ? [{ title: view.title, p: view.p, adjusted }] : [],
  )
  if (!known.length) return undefined
  return {
    heading: sentenceStart(words.say('list.p')),
    lines: [words.say('list.p.lead', { known: known.length })],
    table: {
      caption: words.say('list.p.which'),
      head: (['view', 'of', 'raw', 'holm', 'bh'] as const).map((one) => words.say(`list.p.${one}`)),
      rows: known.map(({ title, p, adjusted }) => [
        ...[title, words.say(`list.p.of.${p.of}`), words.p(p.p)],
        ...[words.p(adjusted.holm), words.p(adjusted.benjaminiHochberg)],
      ]),
    },
    small: [],
  }
}
