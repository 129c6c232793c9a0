import type { Pairs, Unit, Variable } from '@pejling/indicators'
import type { Association } from '@pejling/association'
import type { Words } from '../words/words.ts'
import { strengthOf } from './association-sentence.ts'
import { countOf, inSentence } from './seen.ts'
import { strips } from './strips.ts'
import { trendSentence } from './trend-sentence.ts'

/** What pairs show: medians by category if one variable has categories, and how the ranks go together. Two numbers have a trend. */
export function pairsSentence(
  pairs: Pairs,
  association: Association,
  x: Variable,
  y: Variable,
  unit: Unit,
  words: Words,
): string {
  if (!pairs.n) return words.say('relation.seen.nothing')
  const ranks = ranksSentence(pairs, association, x, y, unit, words)
  if (!x.categories && !y.categories)
    return [ranks, trendSentence(association, x, y, words)].filter(Boolean).join(' ')
  const numeric = x.categories ? y : x
  const medians = strips(pairs, x, y).flatMap(({ category, summary }) =>
    summary
      ? [
          words.say('relation.seen.median', {
            median: words.number(summary.median, numeric.decimals),
            row: words.text(category.label),
          }),
        ]
      : [],
  )
  const said = words.say('relation.seen.medians', {
    measure: inSentence(words.text(numeric.label)),
    medians: words.list(medians),
  })
  return [said, ranks].filter(Boolean).join(' ')
}

function ranksSentence(
  pairs: Pairs,
  association: Association,
  x: Variable,
  y: Variable,
  unit: Unit,
  words: Words,
): string {
  const rho = association.kind === 'ranks' ? association.correlation?.spearman.estimate : undefined
  if (rho === undefined) return ''
  return words.say('relation.seen.ranks', {
    strength: strengthOf(rho),
    direction: rho > 0 ? 'up' : 'down',
    rho: words.number(rho, 2),
    x: inSentence(words.text(x.label)),
    xStart: words.text(x.label),
    y: inSentence(words.text(y.label)),
    units: countOf(pairs.n, unit, words),
  })
}
