import type { Interval } from '@pejling/statistics'
import type { Words } from '#lib/words/words.ts'

/** `0,27 til 0,96`; `none` where there is no interval, which the messages know. */
export function intervalWords(interval: Interval | undefined, words: Words): string {
  if (!interval) return 'none'
  return words.say('statistics.interval', {
    lower: words.number(interval.lower, 2),
    upper: words.number(interval.upper, 2),
  })
}
