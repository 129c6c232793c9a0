import type { Variable } from '@pejling/indicators'
import { rankCorrelation, tablePanel } from '@pejling/statistics'
import type { Moved, RelationComparison } from '@pejling/warehouse'
import { isOrdered } from './is-ordered.ts'
import { pairValues } from './pair-values.ts'

/** A measure of a relation before and after: `gamma`, `cramersV`; a p-value names its test, `pAse0` (of gamma), `pChi2`. */
export type MovedStatistic = Moved & { statistic: string }

type Side = { answer: RelationComparison['before']; x?: Variable; y?: Variable }

/**
 * The measures of association of a relation that are other numbers than before. Nothing is computed from counts of which some are hidden.
 *
 * @param variables the relation's two variables, as each edition defines them
 */
export function movedStatistics(
  { before, after, x, y }: RelationComparison,
  variables: { before: Variable[]; after: Variable[] },
): MovedStatistic[] {
  const find = (side: Variable[], id: string) => side.find((variable) => variable.id === id)
  const was = statisticsOf({ answer: before, x: find(variables.before, x), y: find(variables.before, y) })
  const is = statisticsOf({ answer: after, x: find(variables.after, x), y: find(variables.after, y) })
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((statistic) => {
    const [old, young] = [was.get(statistic) ?? null, is.get(statistic) ?? null]
    if (old === young) return []
    const change = old === null || young === null ? null : young - old
    return [{ statistic, before: old, after: young, change }]
  })
}

function statisticsOf({ answer, x, y }: Side): Map<string, number | undefined> {
  if (!answer || answer.suppressed || !x || !y) return new Map()
  if (answer.kind === 'pairs') {
    if (!isOrdered(x) || !isOrdered(y)) return new Map()
    const values = pairValues(answer, x, y)
    const { spearman, kendallTauB, goodmanKruskalGamma } = rankCorrelation(values.x, values.y)
    return new Map([
      ['spearman', spearman.estimate],
      ['tauB', kendallTauB.estimate],
      ['gamma', goodmanKruskalGamma.estimate],
    ])
  }
  const { ordinal, cramersV, chiSquare } = tablePanel(answer.counts, {
    rowOrdinal: isOrdered(x) || answer.rows.length === 2,
    columnOrdinal: isOrdered(y) || answer.columns.length === 2,
    // Two tables in one page, for perhaps hundreds of relations: no time for exact tests.
    workLimit: 0,
  })
  return new Map([
    ...(ordinal
      ? ([
          ['gamma', ordinal.gamma.estimate],
          ['tauB', ordinal.tauB.estimate],
          ['spearman', ordinal.spearman.estimate],
          ['pAse0', ordinal.gamma.pAse0?.p],
        ] as const)
      : []),
    ['cramersV', cramersV.estimate],
    ['chi2', chiSquare.estimate],
    ['pChi2', chiSquare.pValue?.p],
  ])
}
