import type { Variable } from '@pejling/indicators'
import { crosstabFigure, dotsUpTo } from '#lib/figures/crosstab-figure.ts'
import type { Drawing } from '#lib/figures/drawing.ts'
import { scatterFigure } from '#lib/figures/scatter-figure.ts'
import { stripFigure } from '#lib/figures/strip-figure.ts'
import type { RelationAnswer, Seen } from '#lib/server/relation-answer.ts'
import type { Words } from '#lib/words/words.ts'
import type { Domains } from './domains.ts'
import { strips } from './strips.ts'

/** The figure that fits the scales of an answer, with the note that says how to read it. */
export function relationDrawing(
  { x, y, unit }: Pick<RelationAnswer, 'x' | 'y' | 'unit'>,
  { answer }: Pick<Seen, 'answer'>,
  domains: Domains | undefined,
  words: Words,
): { drawing: Drawing; note: string } {
  const named = { unit: words.text(unit.label) }
  if (answer.kind === 'crosstab')
    return {
      drawing: crosstabFigure(answer, words.language),
      note: words.say(
        answer.n <= dotsUpTo ? 'relation.figure.crosstab.note' : 'relation.figure.crosstab.noteLarge',
        named,
      ),
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

/** A number's name and what it counts: `Ekstrabevilling pr. barn (kr. pr. aldersvægtet barn i 2016)`. */
function axisLabel({ label, measure }: Variable, words: Words): string {
  return measure ? `${words.text(label)} (${words.text(measure)})` : words.text(label)
}
