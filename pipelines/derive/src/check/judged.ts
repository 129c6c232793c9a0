import type { CheckResult } from '@pejling/indicators'

/** What a check found in one place, before it is known whose check it is. */
export type Judged = Omit<CheckResult, 'study' | 'check' | 'kind' | 'severity'>

const nothing = { round: null, least: null, most: null, unit: null, variable: null, lines: [] }

/** Rows that break a rule: none may. */
export function brokenRows(found: number, lines: number[], place: Partial<Judged>): Judged {
  return { ...nothing, ...place, passed: found === 0, found, least: 0, most: 0, lines }
}

/** A number that must lie within limits; not judged where there is none. */
export function measured(
  found: number | null,
  { least = null, most = null }: { least?: number | null; most?: number | null },
  place: Partial<Judged>,
): Judged {
  const passed =
    found === null ? null : (least === null || found >= least) && (most === null || found <= most)
  return { ...nothing, ...place, passed, found, least, most }
}
