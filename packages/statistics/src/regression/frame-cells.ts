import { type Merged, renumbered } from './merged-rows.ts'
import type { ModelFrame } from './model-frame.ts'
import type { RegressionData } from './regression-data.ts'

/** Counts the cells of a frame: the outcomes of every pattern, and how much weight each cluster has in them. */
export function cellsOf(
  { y, weights, clusters }: RegressionData,
  used: Int32Array,
  outcome: Int32Array,
  pattern: Merged | undefined,
): Pick<ModelFrame, 'start' | 'category' | 'weight' | 'n' | 'clusters'> {
  const weighing = (row: number) => (weights ? weights[row] : 1)
  if (!pattern && !clusters) {
    const category = new Int32Array(used.length)
    const weight = new Float64Array(used.length)
    let n = 0
    for (let i = 0; i < used.length; i++) {
      category[i] = outcome[used[i]]
      n += weight[i] = weighing(used[i])
    }
    return { start: Int32Array.from({ length: used.length + 1 }, (_, i) => i), category, weight, n }
  }
  const categories = y.levels.length
  const patterns = pattern?.count ?? used.length
  const cell = pattern
    ? renumbered(used.length, patterns * categories, (i) => pattern.ids[i] * categories + outcome[used[i]])
    : { ids: used.map((_, i) => i), count: used.length }
  const patternOf = new Int32Array(cell.count)
  const categoryOf = new Int32Array(cell.count)
  const weightOf = new Float64Array(cell.count)
  let n = 0
  for (let i = 0; i < used.length; i++) {
    const id = cell.ids[i]
    const weight = weighing(used[i])
    patternOf[id] = pattern ? pattern.ids[i] : i
    categoryOf[id] = outcome[used[i]]
    weightOf[id] += weight
    n += weight
  }

  const start = new Int32Array(patterns + 1)
  for (const g of patternOf) start[g + 1]++
  for (let g = 0; g < patterns; g++) start[g + 1] += start[g]
  const next = start.slice(0, patterns)
  const place = patternOf.map((g) => next[g]++)
  const category = new Int32Array(cell.count)
  const weight = new Float64Array(cell.count)
  place.forEach((to, id) => {
    category[to] = categoryOf[id]
    weight[to] = weightOf[id]
  })
  if (!clusters) return { start, category, weight, n }

  const names = new Map<string | number | null | undefined, number>()
  const clusterOf = Int32Array.from(used, (row) => {
    const known = names.get(clusters[row]) ?? names.size
    names.set(clusters[row], known)
    return known
  })
  const pairs = renumbered(
    used.length,
    cell.count * names.size,
    (i) => cell.ids[i] * names.size + clusterOf[i],
  )
  const shared = {
    count: names.size,
    cell: new Int32Array(pairs.count),
    cluster: new Int32Array(pairs.count),
    weight: new Float64Array(pairs.count),
  }
  for (let i = 0; i < used.length; i++) {
    const id = pairs.ids[i]
    shared.cell[id] = place[cell.ids[i]]
    shared.cluster[id] = clusterOf[i]
    shared.weight[id] += weighing(used[i])
  }
  return { start, category, weight, n, clusters: shared }
}
