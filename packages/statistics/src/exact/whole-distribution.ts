import type { MarginNetwork } from './margin-network.ts'
import type { SpacedDistribution } from './spaced-distribution.ts'

/**
 * The whole distribution of a whole-numbered statistic over the paths of a network that ends in one node.
 * Gives up (undefined) if nodes × values × arcs exceed `workLimit`; that is known before it starts.
 */
export function wholeDistribution(network: MarginNetwork, workLimit: number): SpacedDistribution | undefined {
  const spans = valueSpans(network)
  let work = 0
  network.stages.forEach(({ nodes, first }, s) => {
    const { lowest, highest } = spans[s]
    for (let node = 0; node < nodes; node++)
      work += (highest[node] - lowest[node] + 1) * (first[node + 1] - first[node])
  })
  const { lowest, highest } = spans[spans.length - 1]
  work += 10 * (highest[0] - lowest[0])
  if (work > workLimit) return undefined
  let held: Float64Array[] = [Float64Array.of(1)]
  network.stages.forEach(({ nodes, first, child, increment, chance }, s) => {
    const from = spans[s]
    const to = spans[s + 1]
    const next = Array.from(to.lowest, (lowest, node) => new Float64Array(to.highest[node] - lowest + 1))
    for (let node = 0; node < nodes; node++) {
      const source = held[node]
      for (let arc = first[node]; arc < first[node + 1]; arc++) {
        const target = next[child[arc]]
        const shift = from.lowest[node] + increment[arc] - to.lowest[child[arc]]
        const share = chance[arc]
        for (let k = 0; k < source.length; k++) target[k + shift] += source[k] * share
      }
    }
    held = next
  })
  return { lowest: lowest[0], step: 1, chances: held[0] }
}

/** The smallest and largest value with which each node can be reached, per stage. */
function valueSpans({ stages, lastNodes, rows }: MarginNetwork) {
  const spans = [...stages.map(({ nodes }) => nodes), lastNodes.length / rows].map((nodes) => ({
    lowest: new Float64Array(nodes).fill(Infinity),
    highest: new Float64Array(nodes).fill(-Infinity),
  }))
  spans[0].lowest[0] = spans[0].highest[0] = 0
  stages.forEach(({ nodes, first, child, increment }, s) => {
    for (let node = 0; node < nodes; node++)
      for (let arc = first[node]; arc < first[node + 1]; arc++) {
        const to = spans[s + 1]
        const lowest = spans[s].lowest[node] + increment[arc]
        const highest = spans[s].highest[node] + increment[arc]
        if (lowest < to.lowest[child[arc]]) to.lowest[child[arc]] = lowest
        if (highest > to.highest[child[arc]]) to.highest[child[arc]] = highest
      }
  })
  return spans
}
