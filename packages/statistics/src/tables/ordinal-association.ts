import { normalQuantile, normalTwoSided } from '../distributions.ts'
import type { Interval, PValue, Result, Warning } from '../result.ts'
import { type Margins, tableWarnings } from './cross-table.ts'

/** A measure of association of a table of ordered categories, with both standard errors and what follows from each. */
export type OrdinalAssociation = Result & {
  /** Standard error without assuming independence: for the interval. */
  ase1: number | undefined
  /** Standard error if rows and columns were independent: for a test. */
  ase0: number | undefined
  /** estimate ± z · ASE1, cut off at the ends of the scale. */
  interval: Interval | undefined
  zAse1: number | undefined
  zAse0: number | undefined
  /** Two-sided p by ASE1, the Wald test. */
  pAse1: PValue | undefined
  /** Two-sided p by ASE0, what SPSS prints beside "Approx. T". */
  pAse0: PValue | undefined
}

/** Options of the measures of ordinal association. */
export type AssociationOptions = {
  /** Confidence level of the interval, in (0, 1); 0.95 if not given. */
  level?: number
}

/**
 * Puts interval, z and p beside an estimate and its two standard errors. Undefined numbers (NaN) become
 * `undefined` with a warning; at the ends of the scale ASE1 is 0 and there is no interval.
 *
 * @throws `invalid confidence level; not in (0, 1): 95`
 */
export function ordinalAssociation(
  margins: Margins,
  method: string,
  numbers: { estimate: number; ase1: number; ase0: number },
  { level = 0.95 }: AssociationOptions,
): OrdinalAssociation {
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid confidence level; not in (0, 1): ${level}`)
  const warnings = tableWarnings(margins)
  const estimate = finite(numbers.estimate)
  const ase1 = estimate === undefined ? undefined : finite(numbers.ase1)
  const ase0 = estimate === undefined ? undefined : finite(numbers.ase0)
  if (estimate === undefined && margins.n > 0) warnings.push(undefinedStatistic(method))
  // At ±1 no pair contradicts the order, the delta method sees no variation and would claim certainty.
  if (ase1 === 0) warnings.push({ code: 'no-variation-ase1', values: { estimate: estimate! } })
  const half = normalQuantile(0.5 + level / 2)
  const zAse1 = ase1 ? estimate! / ase1 : undefined
  const zAse0 = ase0 ? estimate! / ase0 : undefined
  return {
    estimate,
    n: margins.n,
    method,
    ase1,
    ase0,
    interval: ase1
      ? {
          level,
          lower: Math.max(-1, estimate! - half * ase1),
          upper: Math.min(1, estimate! + half * ase1),
          method: 'estimate ± z · ASE1, cut off at ±1',
        }
      : undefined,
    zAse1,
    zAse0,
    pAse1: zAse1 === undefined ? undefined : normalP(zAse1, 'normal approximation with ASE1'),
    pAse0: zAse0 === undefined ? undefined : normalP(zAse0, 'normal approximation with ASE0'),
    assumptions: [
      { code: 'independent-observations', met: undefined },
      { code: 'ordered-categories', met: undefined },
      { code: 'large-sample', met: margins.n >= 30, values: { n: margins.n } },
    ],
    warnings,
  }
}

/** The warning that a statistic is 0/0 for these numbers. */
export function undefinedStatistic(statistic: string): Warning {
  return { code: 'undefined-zero-over-zero', values: { statistic } }
}

/** The number, or undefined if it is NaN or infinite. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

function normalP(z: number, method: string): PValue {
  return { p: normalTwoSided(z), method, alternative: 'two-sided' }
}
