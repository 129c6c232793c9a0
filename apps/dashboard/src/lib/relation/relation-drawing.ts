import type { Crosstab, Variable } from '@pejling/indicators'
import { crosstabFigure, dotsUpTo } from '#lib/figures/crosstab-figure.ts'
import type { CellDoor } from '#lib/figures/crosstab-options.ts'
import type { Drawing } from '#lib/figures/drawing.ts'
import { mosaicFigure } from '#lib/figures/mosaic-figure.ts'
import { scatterFigure } from '#lib/figures/scatter-figure.ts'
import { shareIntervals } from '#lib/figures/share-intervals.ts'
import { stackedBars } from '#lib/figures/stacked-bars.ts'
import { stripFigure } from '#lib/figures/strip-figure.ts'
import type { RelationAnswer, Seen } from '#lib/server/relation-answer.ts'
import type { Words } from '#lib/words/words.ts'
import { cellDoors } from './cell-doors.ts'
import type { Domains } from './domains.ts'
import type { FigureKind } from './figure-choice.ts'
import { roundDrawing } from './round-drawing.ts'
import { strips } from './strips.ts'

/** The figure of a kind that fits the answer's scales, with the note that says how to read it. */
export function relationDrawing(
  { x, y, unit, breaks }: Pick<RelationAnswer, 'x' | 'y' | 'unit' | 'breaks'>,
  { answer, links }: Pick<Seen, 'answer' | 'links'>,
  kind: FigureKind,
  domains: Domains | undefined,
  words: Words,
): { drawing: Drawing; note: string } {
  const named = { unit: words.text(unit.label) }
  if (kind === 'lines' && breaks) {
    const doors = answer.kind === 'crosstab' ? cellDoors(answer, links, unit, words) : []
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
      drawing: crosstabDrawing(answer, kind, cellDoors(answer, links, unit, words), words),
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
      }),
      note: words.say('relation.figure.scatter.note', named),
    }
  const numeric = x.categories ? y : x
  return {
    drawing: stripFigure(strips(answer, x, y), {
      language: words.language,
      measure: axisLabel(numeric, words),
      decimals: numeric.decimals,
      medianLabel: words.say('relation.figure.median'),
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

/** A number's name and what it counts: `Ekstrabevilling pr. barn (kr. pr. aldersvægtet barn i 2016)`. */
function axisLabel({ label, measure }: Variable, words: Words): string {
  return measure ? `${words.text(label)} (${words.text(measure)})` : words.text(label)
}
