import type { Interval, PValue, RankCorrelation, TablePanel, TheilSenLine } from '@pejling/statistics'
import type { Association } from './associate.ts'
import type { DesignTest } from './design-test.ts'

/**
 * One number of an association as a row of a table: its name as in `pejling relation --json`, the estimate with its
 * interval, a p-value, and the method that made them. What is undefined is left out.
 */
export type StatisticRow = {
  /** `gamma`, `somersD.columns`, `chi2`, `cramersV`, `slope`, `p.exact`, `design` … */
  id: string
  estimate?: number
  low?: number
  high?: number
  df?: number
  p?: number
  /** Where only printed tables are known p lies between `p` and `pHigh`. */
  pHigh?: number
  method: string
}

/** Every number of an association in the order of the page; none where they are withheld. */
export function statisticRows(association: Association): StatisticRow[] {
  if (association.kind === 'withheld') return []
  const rows =
    association.kind === 'table'
      ? panelRows(association.panel)
      : [...rankRows(association.correlation), ...trendRows(association.trend)]
  return [...rows, ...designRows(association.design)]
}

function panelRows({ ordinal, cramersV, chiSquare, exact }: TablePanel): StatisticRow[] {
  const { likelihoodRatio } = chiSquare
  const measured = ordinal
    ? Object.entries({
        gamma: ordinal.gamma,
        tauB: ordinal.tauB,
        tauC: ordinal.tauC,
        'somersD.columns': ordinal.somersD.columns,
        'somersD.rows': ordinal.somersD.rows,
        'somersD.symmetric': ordinal.somersD.symmetric,
        spearman: ordinal.spearman,
      }).map(([id, { estimate, interval, pAse0, method }]) =>
        row(id, method, { estimate, interval, p: pAse0 }),
      )
    : []
  const exactP = exact?.gamma?.twoSided ?? exact?.fisherFreemanHalton.twoSided
  return [
    ...measured,
    row('cramersV', cramersV.method, cramersV),
    row('chi2', chiSquare.method, { ...chiSquare, p: chiSquare.pValue }),
    row('likelihoodRatio', 'likelihood-ratio χ²', {
      ...{ estimate: likelihoodRatio.estimate, df: chiSquare.df, p: likelihoodRatio.pValue },
    }),
    ...(exactP ? [row('p.exact', exactP.method, { p: exactP })] : []),
  ]
}

function rankRows(correlation: RankCorrelation | undefined): StatisticRow[] {
  if (!correlation) return []
  const { spearman, kendallTauB: tauB, goodmanKruskalGamma: gamma } = correlation
  return Object.entries({ spearman, tauB, gamma }).map(([id, one]) =>
    row(id, one.method, { ...one, p: one.pValues[0] }),
  )
}

function trendRows(trend: TheilSenLine | undefined): StatisticRow[] {
  if (!trend) return []
  return [row('slope', trend.method, trend), row('intercept', trend.method, { estimate: trend.intercept })]
}

function designRows(design: DesignTest | undefined): StatisticRow[] {
  if (!design?.test) return []
  const { p, method } = design.test.result
  if (!p) return []
  return 'smallest' in p
    ? [{ id: 'design', p: p.smallest, pHigh: p.largest, method }]
    : [row('design', method, { p })]
}

type Numbers = { estimate?: number; interval?: Interval; df?: number; p?: PValue }

function row(id: string, method: string, { estimate, interval, df, p }: Numbers): StatisticRow {
  return {
    id,
    ...(estimate === undefined ? {} : { estimate }),
    ...(interval ? { low: interval.lower, high: interval.upper } : {}),
    ...(df === undefined ? {} : { df }),
    ...(p ? { p: p.p } : {}),
    method,
  }
}
