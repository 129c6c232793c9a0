/**
 * The moment a day begins in Denmark: `2026-11-20` is 23.00 the evening before in UTC. Nothing for what is no day. Clocks
 * are changed at one in the morning in UTC, so at midnight in UTC the day's offset is still the one it began with.
 */
export function startOfDanishDay(day: string, later = 0): Date | undefined {
  const asked = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined
  if (!asked || Number.isNaN(asked.getTime()) || asked.toISOString().slice(0, 10) !== day) return undefined
  asked.setUTCDate(asked.getUTCDate() + later)
  const [, hours] = /GMT([+-]\d{2}):00/.exec(offset.format(asked)) ?? []
  return new Date(asked.getTime() - Number(hours ?? 0) * 3600_000)
}

/** The day it is in Denmark at a moment, as `2026-11-20`. */
export function danishDay(moment: Date): string {
  return day.format(moment)
}

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' })
const offset = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Copenhagen', timeZoneName: 'longOffset' })
