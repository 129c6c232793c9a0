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

/** The order of the categories of a variable; empty for a number. */
export function categoriesOf({ categories = [] }: { categories?: { id: string }[] }): string[] {
  return categories.map(({ id }) => id)
}
