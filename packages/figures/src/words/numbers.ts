import type { Language } from '@pejling/indicators'

const locale: Record<Language, string> = { da: 'da-DK', en: 'en-GB' }
const formats = new Map<string, Intl.NumberFormat>()

/**
 * A number as a reader of the language expects it: `18.500` or `0,61` in Danish, `18,500` or `0.61` in English.
 * Without `decimals` as many as the number needs, at most three.
 */
export function formatNumber(value: number, language: Language, decimals?: number): string {
  const digits = decimals === undefined ? { max: 3, min: 0 } : { max: decimals, min: decimals }
  return format(language, { maximumFractionDigits: digits.max, minimumFractionDigits: digits.min }).format(
    Object.is(Number(value.toFixed(digits.max)), -0) ? 0 : value,
  )
}

/** A share of 1 as a percentage with one decimal, the decimal left out when the percentage is whole: `62,5 %`. */
export function formatShare(share: number, language: Language): string {
  const percent = Math.round(share * 1000) / 10
  return `${formatNumber(percent, language, Number.isInteger(percent) ? 0 : 1)}${language === 'da' ? '\u00a0' : ''}%`
}

/** A p-value with three decimals, never as `0,000`: `0,004`, `< 0,001`; `1` for a certainty. */
export function formatP(p: number, language: Language): string {
  if (p < 0.0005) return `<\u00a0${formatNumber(0.001, language, 3)}`
  if (p > 0.9995) return '1'
  return formatNumber(p, language, 3)
}

/** A p-value as an equation: `p = 0,004`, `p < 0,001`. */
export function formatPEquation(p: number, language: Language): string {
  return p < 0.0005 ? `p ${formatP(p, language)}` : `p =\u00a0${formatP(p, language)}`
}

/** A day as a reader of the language writes it: `20. november 2026`. */
export function formatDay(day: Date, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], {
    dateStyle: 'long',
    timeZone: 'Europe/Copenhagen',
  }).format(day)
}

/** A moment to the minute, as the clock shows it in Denmark: `20. november 2026 kl. 14.05`. */
export function formatMoment(moment: Date, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Copenhagen',
  }).format(moment)
}

/** How long something took, in the two largest units: `0,4 s`, `12 s`, `3 min 20 s`, `1 t 5 min`. */
export function formatDuration(milliseconds: number, language: Language): string {
  const seconds = milliseconds / 1000
  const number = (value: number, decimals = 0) => formatNumber(value, language, decimals)
  if (seconds < 0.05) return `<\u00a0${number(0.1, 1)}\u00a0s`
  if (seconds < 9.95) return `${number(seconds, 1)}\u00a0s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${number(whole)}\u00a0s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes}\u00a0min` + (whole % 60 ? ` ${whole % 60}\u00a0s` : '')
  const hours = `${number(Math.floor(minutes / 60))}\u00a0${language === 'da' ? 't' : 'h'}`
  return minutes % 60 ? `${hours} ${minutes % 60}\u00a0min` : hours
}

/** A number of bytes in the unit that fits: `512 B`, `3,4 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let at = 0
  let size = bytes
  for (; size >= 999.5 && at < units.length - 1; at++) size /= 1000
  return `${formatNumber(size, language, at && size < 9.95 ? 1 : 0)}\u00a0${units[at]}`
}

/** A moment to the minute, short enough for a table: `21.11.2026 12.27`. */
export function formatStamp(moment: Date, language: Language): string {
  const text = new Intl.DateTimeFormat(locale[language], {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Europe/Copenhagen',
  }).format(moment)
  return text.replace(',', '')
}

/** Items joined as in a sentence: `a, b og c`. */
export function formatList(items: string[], language: Language): string {
  return new Intl.ListFormat(locale[language], { type: 'conjunction' }).format(items)
}

/** The language's own locale, for `Intl` and message formats. */
export function localeOf(language: Language): string {
  return locale[language]
}

function format(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${options.maximumFractionDigits} ${options.minimumFractionDigits}`
  let found = formats.get(key)
  if (!found) formats.set(key, (found = new Intl.NumberFormat(locale[language], options)))
  return found
}

/** The first signs of an edition's hash, by which it is called. */
export function shortHash(hash: string): string {
  return hash.slice(0, 10)
}
