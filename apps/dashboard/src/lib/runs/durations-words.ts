import type { RunDuration } from '#lib/figures/durations-figure.ts'
import { quantiles } from '@pejling/statistics'
import type { Words } from '#lib/words/words.ts'

/** What the figure of durations shows, in one sentence: from the shortest to the longest, and the one in the middle. */
export function durationsSentence(runs: RunDuration[], words: Words): string {
  const found = quantiles(runs.map(({ milliseconds }) => milliseconds))
  if (!found) return ''
  return words.say('runs.durations.summary', {
    n: found.n,
    shortest: words.duration(found.min),
    longest: words.duration(found.max),
    median: words.duration(found.median),
  })
}
