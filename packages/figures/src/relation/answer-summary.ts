import type { Words } from '../words/words.ts'
import { associationSentence } from './association-sentence.ts'
import { pairsSentence } from './pairs-sentence.ts'
import { crosstabSentence } from './seen.ts'
import type { Asked, Told } from './told.ts'

/** What an answer shows, and how strongly the two go together, in words. */
export function answerSummary(
  { x, y, unit }: Pick<Asked, 'x' | 'y' | 'unit'>,
  seen: Told,
  words: Words,
): string {
  const { answer, association } = seen
  const sentence =
    answer.kind === 'crosstab'
      ? crosstabSentence(answer, y, unit, words)
      : pairsSentence(answer, association, x, y, unit, words)
  return [sentence, associationSentence(seen, x, y, words)].filter(Boolean).join(' ')
}
