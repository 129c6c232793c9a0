import type { Words } from '#lib/words/words.ts'

/** A mark on an axis of time: `0`, `0,04 s`, `20 s`, `1 min 30 s`. */
export function timeTick(milliseconds: number, words: Words): string {
  if (milliseconds === 0) return '0'
  const seconds = milliseconds / 1000
  return seconds < 60 ? `${words.number(seconds)}\u00a0s` : words.duration(milliseconds)
}
