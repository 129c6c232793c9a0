import type { Association } from '@pejling/association'
import type { Crosstab, Pairs } from '@pejling/indicators'
import { crosstabFigure, dotsUpTo } from '../drawing/crosstab-figure.ts'
import type { CellDoor } from '../drawing/crosstab-options.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { mosaicFigure } from '../drawing/mosaic-figure.ts'
import { clustersOf } from '../drawing/scatter-clusters.ts'
import { scatterFigure } from '../drawing/scatter-figure.ts'
import { shareIntervals } from '../drawing/share-intervals.ts'
import { stackedBars } from '../drawing/stacked-bars.ts'
import { stripFigure } from '../drawing/strip-figure.ts'
import type { Trend } from '../drawing/trend-line.ts'
import type { Words } from '../words/words.ts'
import { cellDoors } from './cell-doors.ts'
import type { Domains } from './domains.ts'
import type { FigureKind } from './figure-kinds.ts'
import { roundDrawing } from './round-drawing.ts'
import { strips } from './strips.ts'
import type { Asked, Told } from './told.ts'
import { axisLabel } from './trend-sentence.ts'

/**
 * The figure of a kind that fits the answer's scales, with the note that says how to read it.
 *
 * @param points what each point says and where it leads, in the answer's order
 */
export function relationDrawing(
  asked: Asked,
  { answer, links, association, others }: Told,
  kind: FigureKind,
  domains: Domains | undefined,
  words: Words,
  points?: CellDoor[],
): { drawing: Drawing; note: string } {
  const { x, y, unit, breaks } = asked
  const named = { unit: words.text(unit.label) }
  if (kind === 'lines' && breaks) {
    const doors = answer.kind === 'crosstab' ? cellDoors(answer, { links, others }, unit, words) : []
    const note =
      answer.kind === 'crosstab' ? 'relation.figure.lines.note' : 'relation.figure.lines.noteMedian'
    return {
      drawing: roundDrawing(answer, { x, y, breaks }, doors, words, domains?.y),
      note: words.say(note),
    }
  }
  if (answer.kind === 'crosstab') {
    const large = kind === 'units' && answer.n > dotsUpTo
    return {
      drawing: crosstabDrawing(answer, kind, cellDoors(answer, { links, others }, unit, words), words),
      note: words.say(large ? 'relation.figure.units.noteLarge' : `relation.figure.${kind}.note`, named),
    }
  }
  if (!x.categories && !y.categories)
    return {
      drawing: scatterFigure(answer, {
        language: words.language,
        xLabel: axisLabel(x, words),
        yLabel: axisLabel(y, words),
        domains,
        trend: trendOf(association),
        doors: points,
      }),
      note: scatterNote(asked, answer, association, words),
    }
  const numeric = x.categories ? y : x
  return {
    drawing: stripFigure(strips(answer, x, y), {
      language: words.language,
      measure: axisLabel(numeric, words),
      decimals: numeric.decimals,
      medianLabel: words.say('relation.figure.median'),
      doors: points,
      domain: domains?.[x.categories ? 'y' : 'x'],
    }),
    note: words.say('relation.figure.strip.note', named),
  }
}

function crosstabDrawing(
  crosstab: Crosstab,
  kind: FigureKind,
  doors: CellDoor[][],
  { language }: Words,
): Drawing {
  const options = { language, doors }
  switch (kind) {
    case 'bars':
      return stackedBars(crosstab, options)
    case 'diverging':
      return stackedBars(crosstab, { ...options, diverging: true })
    case 'mosaic':
      return mosaicFigure(crosstab, options)
    case 'intervals':
      return shareIntervals(crosstab, options)
    default:
      return crosstabFigure(crosstab, language, doors)
  }
}

function trendOf(association: Association): Trend | undefined {
  const trend = association.kind === 'ranks' ? association.trend : undefined
  return trend?.estimate === undefined
    ? undefined
    : { slope: trend.estimate, intercept: trend.intercept!, interval: trend.interval }
}

function scatterNote(
  { study, unit }: Pick<Asked, 'study' | 'unit'>,
  { points }: Pairs,
  association: Association,
  words: Words,
): string {
  const around = study.units.find(({ id }) => id === unit.within)
  const trend = trendOf(association)
  return [
    words.say('relation.figure.scatter.note', { unit: words.text(unit.label) }),
    around && clustersOf(points).length
      ? words.say('relation.figure.scatter.within', {
          units: words.text(unit.plural),
          around: words.text(around.label),
        })
      : '',
    trend ? words.say('relation.figure.scatter.trend', { interval: trend.interval ? 'some' : 'none' }) : '',
  ]
    .filter(Boolean)
    .join(' ')
}
