import type { Words } from '#lib/words/words.ts'
import type { FactsProblem } from './round-facts.ts'

/** What is wrong with a fact of a round, in the reader's own language. */
export function factsProblemInWords({ field = '' }: FactsProblem, words: Words): string {
  const kind = field.replace(/^(invited|answered)-.*/, 'count').replace(/-(da|en)$/, '')
  return words.find(`facts.wrong.${kind}`) ?? words.say('facts.wrong')
}
