import type { Variable } from '@pejling/indicators'
import type { Words } from '../words/words.ts'
import { inSentence } from './seen.ts'
import type { Told } from './told.ts'

/** Below this gamma is not called a relation: a rule of thumb the studies themselves use. */
const ruleOfThumb = 0.3

/** How strong the relation in a cross table is and which way it goes; empty if it cannot be said. */
export function associationSentence(
  { answer, association }: Told,
  x: Variable,
  y: Variable,
  words: Words,
): string {
  if (answer.kind !== 'crosstab' || association.kind !== 'table') return ''
  const { ordinal, cramersV } = association.panel
  const gamma = ordinal?.gamma.estimate
  if (gamma === undefined)
    return cramersV.estimate === undefined
      ? ''
      : words.say('relation.seen.v', { v: words.number(cramersV.estimate, 2) })
  const end = gamma > 0 ? answer.columns.at(-1)! : answer.columns[0]
  return words.say('relation.seen.gamma', {
    gamma: words.number(gamma, 2),
    limit: words.number(ruleOfThumb),
    strength: strengthOf(gamma),
    x: inSentence(words.text(x.label)),
    y: inSentence(words.text(y.label)),
    lastRow: words.text(answer.rows.at(-1)!.label),
    end: words.text(end.label),
  })
}

/** `none` below 0.1, `weak` below the rule of thumb, else `clear`. */
export function strengthOf(coefficient: number): 'none' | 'weak' | 'clear' {
  const size = Math.abs(coefficient)
  return size < 0.1 ? 'none' : size < ruleOfThumb ? 'weak' : 'clear'
}
