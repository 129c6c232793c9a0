import type { Association } from '@pejling/association'
import type { Variable } from '@pejling/indicators'
import type { Words } from '../words/words.ts'
import { inSentence } from './seen.ts'

/** How much y changes along the robust trend, with its interval, or why there is none; empty where none is asked for. */
export function trendSentence(association: Association, x: Variable, y: Variable, words: Words): string {
  const trend = association.kind === 'ranks' ? association.trend : undefined
  if (!trend || !trend.n) return ''
  const { estimate: slope, interval, warnings } = trend
  const named = { x: inSentence(axisLabel(x, words)), y: inSentence(axisLabel(y, words)) }
  if (slope === undefined)
    return words.say(
      warnings.some(({ code }) => code === 'too-many-points')
        ? 'relation.trend.tooMany'
        : 'relation.trend.constant',
      named,
    )
  const shown = (value: number) => words.number(Number(value.toPrecision(3)))
  return words.say('relation.trend', {
    ...named,
    slope: shown(Math.abs(slope)),
    direction: slope > 0 ? 'up' : slope < 0 ? 'down' : 'none',
    interval: interval
      ? words.say('statistics.interval', { lower: shown(interval.lower), upper: shown(interval.upper) })
      : 'none',
  })
}

/** A number's name and what it counts: `Ekstrabevilling pr. barn (kr. pr. aldersvægtet barn i 2016)`. */
export function axisLabel({ label, measure }: Variable, words: Words): string {
  return measure ? `${words.text(label)} (${words.text(measure)})` : words.text(label)
}
