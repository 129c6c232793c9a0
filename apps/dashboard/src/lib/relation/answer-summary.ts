import type { RelationAnswer, Seen } from '#lib/server/relation-answer.ts'
import type { Words } from '#lib/words/words.ts'
import { associationSentence } from './association-sentence.ts'
import { pairsSentence } from './pairs-sentence.ts'
import { crosstabSentence } from './seen.ts'

/** What an answer shows, and how strongly the two go together, in words. */
export function answerSummary(
  { x, y, unit }: Pick<RelationAnswer, 'x' | 'y' | 'unit'>,
  seen: Seen,
  words: Words,
): string {
  const { answer, association } = seen
  const sentence =
    answer.kind === 'crosstab'
      ? crosstabSentence(answer, y, unit, words)
      : pairsSentence(answer, association, x, y, unit, words)
  return [sentence, associationSentence(seen, x, y, words)].filter(Boolean).join(' ')
}
