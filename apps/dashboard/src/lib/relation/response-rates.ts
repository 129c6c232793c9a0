import { type Relation, roundVariable, type Study, type Unit } from '@pejling/indicators'
import type { Words } from '#lib/words/words.ts'

/**
 * How many of those invited answered, one line for each round that is asked about and knows both; empty for units without
 * rounds.
 */
export function responseRates(
  study: Pick<Study, 'rounds'>,
  { where }: Pick<Relation, 'where'>,
  unit: Unit,
  words: Words,
): string[] {
  if (!unit.rounds) return []
  const asked = where.find(({ variable }) => variable === roundVariable)?.values
  return (study.rounds ?? [])
    .filter(({ id }) => !asked || asked.includes(id))
    .flatMap(({ label, invited, answered }) => {
      const [all, some] = [invited?.[unit.id], answered?.[unit.id]]
      if (!all || some === undefined) return []
      return [
        words.say('relation.base.rate', {
          round: words.text(label),
          share: words.share(some / all),
          answered: words.number(some),
          invited: words.number(all),
        }),
      ]
    })
}
