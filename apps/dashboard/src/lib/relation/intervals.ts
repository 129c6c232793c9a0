import type { Words } from '#lib/words/words.ts'

type Ends = { lower: number | undefined; upper: number | undefined }

/** `0,27 til 0,96`, or `over 0,27` if it has one end; `none` where there is no interval, which the messages know. */
export function intervalWords(interval: Ends | undefined, words: Words): string {
  const { lower, upper } = interval ?? {}
  const shown = (end: number) => words.number(end, 2)
  if (lower !== undefined && upper !== undefined)
    return words.say('statistics.interval', { lower: shown(lower), upper: shown(upper) })
  if (lower !== undefined) return words.say('statistics.interval.above', { end: shown(lower) })
  if (upper !== undefined) return words.say('statistics.interval.below', { end: shown(upper) })
  return 'none'
}
