import type { PublishedMargins, PublishedTable } from './published-margins.ts'

/** What is known of the clusters behind a published cross table. */
export type ClusterDesign = {
  /** The row of the table each cluster belongs to, from 0. */
  groupOf: number[]
  /** Units in each cluster. */
  sizes: number[]
  /** The stratum of each cluster, if groups were handed out within strata. */
  strata?: (number | string)[]
  /** Further published tables of the same outcome, by attributes that differ within clusters. */
  also?: {
    /** The cluster of each known cell (cluster × attribute values), from 0. */
    clusterOf: number[]
    /** Units in each known cell; they add up to the clusters' `sizes`. */
    sizes: number[]
    tables: PublishedTable[]
  }
}

/**
 * The published cross table and the tables beside it as margins over the clusters (or finer known cells), with
 * the cluster of each cell.
 *
 * @throws `cluster 3: expected a row from 0 to 2, found 5` · `sizes: expected one for each of 6 clusters, found 5` ·
 *   `known cell 4: expected a cluster from 0 to 5, found 6` · `cluster 2: expected 4 units in its known cells, found 3`
 */
export function clusterMargins(
  table: number[][],
  { groupOf, sizes, also }: ClusterDesign,
): { margins: PublishedMargins; partOf: number[] } {
  groupOf.forEach((row, cluster) => {
    if (!(row in table))
      throw new RangeError(
        `cluster ${cluster + 1}: expected a row from 0 to ${table.length - 1}, found ${row}`,
      )
  })
  if (sizes.length !== groupOf.length)
    throw new RangeError(`sizes: expected one for each of ${groupOf.length} clusters, found ${sizes.length}`)
  if (!also)
    return { margins: { sizes, tables: [{ rowOf: groupOf, counts: table }] }, partOf: sizes.map((_, i) => i) }
  also.clusterOf.forEach((cluster, cell) => {
    if (!(cluster in groupOf))
      throw new RangeError(
        `known cell ${cell + 1}: expected a cluster from 0 to ${groupOf.length - 1}, found ${cluster}`,
      )
  })
  sizes.forEach((size, cluster) => {
    const held = also.sizes.reduce(
      (sum, part, cell) => sum + (also.clusterOf[cell] === cluster ? part : 0),
      0,
    )
    if (held !== size)
      throw new RangeError(`cluster ${cluster + 1}: expected ${size} units in its known cells, found ${held}`)
  })
  const own = { rowOf: also.clusterOf.map((cluster) => groupOf[cluster]), counts: table }
  return { margins: { sizes: also.sizes, tables: [own, ...also.tables] }, partOf: also.clusterOf }
}
