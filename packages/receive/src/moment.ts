/** Milliseconds since 1970 of the first days of the calendars SPSS, Stata and Excel count from. */
export const firstDays = {
  spss: Date.UTC(1582, 9, 14),
  stata: Date.UTC(1960, 0, 1),
  excel: Date.UTC(1899, 11, 30),
}

const day = 86_400_000

/** `2025-12-31`; what is no day of a four-digit year stays a number. */
export function dayText(from: number, days: number): string {
  const text = isoText(from + Math.floor(days) * day)
  return text ? text.slice(0, 10) : String(days)
}

/** `2025-12-31 13:45:00`, with a fraction of the second if there is one. */
export function momentText(from: number, seconds: number): string {
  const text = isoText(from + Math.round(seconds * 1000))
  return text ? `${text.slice(0, 10)} ${text.slice(11).replace(/(\.000)?Z$/, '')}` : String(seconds)
}

/** `13:45:00`; more than a day as `30:15:00`. */
export function clockText(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return `${seconds < 0 ? '-' : ''}${two(hours)}:${two(minutes)}:${two(rest)}`
}

function isoText(milliseconds: number): string | undefined {
  if (!(milliseconds >= Date.UTC(1000, 0, 1) && milliseconds < Date.UTC(10_000, 0, 1))) return undefined
  return new Date(milliseconds).toISOString()
}
