import { type Assignment, everyAssignment } from './assignments.ts'

/**
 * The clusters' counts laid flat, and the table of groups × categories they add up to under an assignment.
 * All costs grow with clusters × categories, not with the number of units.
 */
export type ClusterCounts = { clusters: number; columns: number; cells: Float64Array }

/**
 * Checks and flattens one row of counts per cluster.
 *
 * @throws `cluster 3: expected 2 categories, found 4` · `cluster 3: expected counts of 0 or more, found -1`
 */
export function clusterCounts(tables: number[][]): ClusterCounts {
  const columns = tables[0]?.length ?? 0
  const cells = new Float64Array(tables.length * columns)
  tables.forEach((counts, cluster) => {
    if (counts.length !== columns)
      throw new RangeError(`cluster ${cluster + 1}: expected ${columns} categories, found ${counts.length}`)
    counts.forEach((count, j) => {
      if (!(count >= 0 && count < Infinity))
        throw new RangeError(`cluster ${cluster + 1}: expected counts of 0 or more, found ${count}`)
      cells[cluster * columns + j] = count
    })
  })
  return { clusters: tables.length, columns, cells }
}

/** Adds the clusters up by group into `into` (groups × columns). */
export function sumByGroup(counts: ClusterCounts, groupOf: ArrayLike<number>, into: Float64Array): void {
  const { clusters, columns, cells } = counts
  into.fill(0)
  for (let cluster = 0, cell = 0; cluster < clusters; cluster++) {
    const start = groupOf[cluster] * columns
    for (let j = 0; j < columns; j++) into[start + j] += cells[cell++]
  }
}

/**
 * Calls `visit` with the table of every distinct assignment, the observed one among them. The table is
 * built by adding and removing one cluster at a time and is the same array from call to call.
 */
export function everyGroupTable(
  counts: ClusterCounts,
  assignment: Assignment,
  groups: number,
  visit: (table: Float64Array) => void,
): Generator<number, void, void> {
  const { columns, cells } = counts
  const table = new Float64Array(groups * columns)
  return everyAssignment(assignment, {
    place: (cluster, group) => {
      const to = group * columns
      const from = cluster * columns
      for (let j = 0; j < columns; j++) table[to + j] += cells[from + j]
    },
    remove: (cluster, group) => {
      const to = group * columns
      const from = cluster * columns
      for (let j = 0; j < columns; j++) table[to + j] -= cells[from + j]
    },
    visit: () => visit(table),
  })
}
