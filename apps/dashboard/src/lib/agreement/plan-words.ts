import type { CodingPlan } from '@pejling/association'
import type { PlannedInterval } from '#lib/figures/coding-plan-figure.ts'
import type { Words } from '#lib/words/words.ts'

/** The numbers of units a plan tells, with the interval each would give. */
export function shownIntervals({ at }: NonNullable<CodingPlan['plan']>): PlannedInterval[] {
  return at.flatMap(({ units, interval }) =>
    interval ? [{ units, lower: interval.lower, upper: interval.upper }] : [],
  )
}

/** What more double coding would buy, in words. */
export function planSentence(found: CodingPlan, words: Words): string {
  const { because, plan, variable, now, agreement, width } = found
  if (because || !plan || !variable) return words.say(`agreement.plan.none.${because ?? 'no-rules'}`)
  const two = (value: number) => words.number(value, 2)
  const spans = shownIntervals(plan).map(({ units, lower, upper }) =>
    words.say('agreement.plan.span', { units, lower: two(lower), upper: two(upper) }),
  )
  return [
    words.say('agreement.plan.now', { n: now, variable: words.text(variable.label) }),
    words.say('agreement.plan.sentence', { kappa: two(agreement), spans: words.list(spans) }),
    words.say('agreement.plan.wanted', { units: plan.units, width: two(width) }),
  ].join(' ')
}
