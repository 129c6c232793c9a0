import type { ExportedRelation } from './exported-relation.ts'

/** The measures that the scripts work out again, each from its textbook formula. */
export const recomputed = [
  ...['gamma', 'tauB', 'tauC', 'somersD.columns', 'somersD.rows', 'somersD.symmetric', 'spearman'],
  ...['cramersV', 'chi2', 'likelihoodRatio', 'slope', 'intercept'],
]

/** A number of the page that a script is held to. */
export type ExpectedNumber = { part: string; id: string; estimate: number }

/** What the page says of each part; `part` is empty for the whole. */
export function expectedNumbers({ parts }: ExportedRelation): ExpectedNumber[] {
  return parts.flatMap(({ category, statistics }) =>
    statistics.flatMap(({ id, estimate }) =>
      estimate !== undefined && recomputed.includes(id) ? [{ part: category?.id ?? '', id, estimate }] : [],
    ),
  )
}

/**
 * The order of the categories of x or y: of counts as the tables have them, which may be names or bands that no codebook
 * has, else the codebook's; empty for a number.
 */
export function orderOf(exported: ExportedRelation, of: 'x' | 'y'): string[] {
  const ids = exported.parts.flatMap(({ answer }) =>
    answer.kind === 'crosstab' ? (of === 'x' ? answer.rows : answer.columns).map(({ id }) => id) : [],
  )
  return ids.length ? [...new Set(ids)] : (exported[of].categories ?? []).map(({ id }) => id)
}
