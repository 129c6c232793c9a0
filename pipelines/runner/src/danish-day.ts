const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' })

/** The day it is in Denmark at a moment: `2026-11-21`. */
export function danishDay(moment: Date): string {
  return day.format(moment)
}
