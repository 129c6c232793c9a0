import { localeOf } from '@pejling/figures'
import type { Words } from '#lib/words/words.ts'

/** A mark on an axis of moments: the clock where all of it is a day or two, else the day. */
export function momentTick(moment: Date, milliseconds: number, words: Words): string {
  const short = milliseconds < 36 * 3_600_000
  return new Intl.DateTimeFormat(localeOf(words.language), {
    timeZone: 'Europe/Copenhagen',
    ...(short ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' }),
  }).format(moment)
}
