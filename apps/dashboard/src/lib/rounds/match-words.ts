import type { MatchCandidate } from '@pejling/indicators'
import type { Words } from '#lib/words/words.ts'

/** Why a column is taken for a variable, in words. */
export function matchReason({ by, from, known, likeness }: MatchCandidate, words: Words): string {
  return words.say(`columns.by.${by}`, {
    known,
    from: words.say(`columns.from.${from}`),
    share: words.share(likeness),
  })
}
