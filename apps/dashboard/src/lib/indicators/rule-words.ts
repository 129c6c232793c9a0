import { inputsOf, type Variable } from '@pejling/indicators'
import { inSentence } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'

/** How a variable is made, in one sentence; nothing if it stands in the file as it is. */
export function ruleInWords(
  { derived, decimals }: Variable,
  name: (id: string) => string,
  words: Words,
): string | undefined {
  if (!derived) return undefined
  const called = (id: string) => inSentence(name(id))
  if ('recode' in derived) return words.say('indicators.rule.recode', { from: called(derived.from) })
  switch (derived.kind) {
    case 'band': {
      const cuts = words.list(derived.cuts.map((cut) => words.number(cut, decimals)))
      return words.say('indicators.rule.band', { from: name(derived.from), cuts })
    }
    case 'score':
      return words.say(`indicators.rule.score.${derived.as}`, {
        items: words.list(derived.items.map(called)),
        atLeast: words.number(derived.atLeast),
      })
    case 'ratio': {
      const numerator = name(derived.numerator)
      const times = derived.times === undefined || derived.times === 1 ? 'one' : words.number(derived.times)
      return words.say('indicators.rule.ratio', {
        numerator,
        denominator: called(derived.denominator),
        times,
      })
    }
    case 'change':
      return words.say('indicators.rule.change', { of: name(derived.of) })
    case 'weighted_count': {
      const weights = Object.entries(derived.weights).map(([variable, weight]) =>
        words.say('indicators.rule.weight', { weight: words.number(weight), variable: called(variable) }),
      )
      return words.say('indicators.rule.weighted_count', { weights: words.list(weights) })
    }
    case 'aggregate':
      return words.say('indicators.rule.aggregate', { units: called(derived.of) })
    case 'sql':
      return words.say('indicators.rule.sql', {
        file: derived.file,
        from: words.list(inputsOf(derived).map(called)),
      })
    case 'coded':
      return words.say('indicators.rule.coded')
  }
}
