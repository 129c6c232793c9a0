import type { MovedStatistic } from '@pejling/association'

/** The one number that a relation is best known by, before and after. */
export type MovedMeasure = {
  measure: 'gamma' | 'spearman' | 'v'
  before: number
  after: number
  change: number
}

const preferred = [
  ['gamma', 'gamma'],
  ['spearman', 'spearman'],
  ['cramersV', 'v'],
] as const

/** Gamma where both are ordered, else a rank correlation, else Cramér's V; nothing if none of them moved. */
export function movedMeasure(statistics: MovedStatistic[]): MovedMeasure | undefined {
  for (const [statistic, measure] of preferred) {
    const found = statistics.find((one) => one.statistic === statistic)
    if (found && found.before !== null && found.after !== null && found.change !== null)
      return { measure, before: found.before, after: found.after, change: found.change }
  }
  return undefined
}
