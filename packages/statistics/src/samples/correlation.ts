import { fisherZInterval } from '../fisher-z-interval.ts'
import type { Assumption, Interval, PValue, Result, Warning } from '../result.ts'

/** A coefficient from -1 to 1 with its uncertainty. `standardError` does not assume independence. */
export type Correlation = Result & {
  standardError: number | undefined
  interval: Interval | undefined
  pValues: PValue[]
}

/** Puts interval and warnings beside a coefficient and its error. */
export function correlation(
  method: string,
  n: number,
  estimate: number,
  error: number,
  level: number,
  pValues: PValue[],
): Correlation {
  const standardError = error < 1e-12 ? 0 : error
  const warnings: Warning[] = standardError === 0 ? [{ code: 'no-variation-ase1' }] : []
  if (n < 20) warnings.push({ code: 'small-sample', values: { n } })
  const interval = fisherZInterval(estimate, standardError, n - 2, level)
  return { estimate, standardError, interval, pValues, n, method, assumptions: independent, warnings }
}

/** The answer where a coefficient is 0/0, with the reasons. */
export function undefinedCorrelation(method: string, n: number, reasons: Warning[]): Correlation {
  return {
    estimate: undefined,
    standardError: undefined,
    interval: undefined,
    pValues: [],
    n,
    method,
    assumptions: independent,
    warnings: [{ code: 'undefined-zero-over-zero' }, ...reasons],
  }
}

const independent: Assumption[] = [{ code: 'independent-observations', met: undefined }]
