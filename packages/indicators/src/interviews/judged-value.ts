import type { Text } from '../text.ts'
import type { Judgement, UnitValue } from './quantification-rule.ts'

/**
 * What coders' judgements of one unit come to: two who agree, or what a third settled. One judgement alone is no value,
 * and neither is a difference that nobody has settled.
 */
export function judgedValue(
  judgements: Judgement[],
): Pick<UnitValue, 'value' | 'missing' | 'reason' | 'coders'> {
  const coders = [...new Set(judgements.map(({ coder }) => coder))].toSorted()
  const missing = (reason: Text) => ({ missing: 'not_codable' as const, reason, coders })
  const decided = (value: string | undefined) =>
    value === undefined ? missing(reasons.uncodable) : { value, coders }
  const settled = judgements.filter(({ settles }) => settles)
  if (settled.length > 0) return decided(settled.at(-1)!.value)
  const by = new Map(judgements.map(({ coder, value }) => [coder, value]))
  if (by.size === 0) return missing(reasons.none)
  if (by.size === 1) return missing(reasons.one)
  const values = new Set(by.values())
  return values.size === 1 ? decided([...values][0]) : missing(reasons.unsettled)
}

const reasons = {
  none: { da: 'ikke vurderet', en: 'not judged' },
  one: { da: 'vurderet af kun én koder', en: 'judged by one coder only' },
  unsettled: {
    da: 'koderne er uenige, og ingen har afgjort det',
    en: 'the coders differ and nobody has settled it',
  },
  uncodable: {
    da: 'koderne fandt, at enheden ikke kan kodes',
    en: 'the coders found that the unit cannot be coded',
  },
} satisfies Record<string, Text>
