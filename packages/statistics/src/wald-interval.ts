import { confidenceLevel } from './confidence-level.ts'
import { normalQuantile } from './distributions.ts'
import type { Interval } from './result.ts'

/** The values an estimate can take, where an interval is cut. */
export type Bounds = { lowest: number; highest: number }

/**
 * Estimate ± z × standard error, cut where the estimate cannot go. There is none if the standard error is
 * missing or 0: an interval of no width would claim certainty.
 *
 * @param method how the standard error was made, in words
 */
export function waldInterval(
  estimate: number,
  standardError: number | undefined,
  level: number,
  method: string,
  { lowest, highest }: Bounds = { lowest: -Infinity, highest: Infinity },
): Interval | undefined {
  const z = normalQuantile((1 + confidenceLevel(level)) / 2)
  if (!standardError) return undefined
  return {
    level,
    lower: Math.max(lowest, estimate - z * standardError),
    upper: Math.min(highest, estimate + z * standardError),
    method,
  }
}
