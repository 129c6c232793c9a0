import type { LineageEdge, LineageGraph } from './lineage-node.ts'

/** What is on one side of something: how far from it each is, at most, and the edges between them. */
export type Walked = { layers: Map<string, number>; edges: LineageEdge[] }

/**
 * Everything that goes into something (`up`) or comes of it (`down`), with its distance: that of the longest way. What is
 * only beside the way is there, but not what lies behind it.
 */
export function walk({ edges }: LineageGraph, start: string, way: 'up' | 'down'): Walked {
  const [near, far] = way === 'up' ? (['to', 'from'] as const) : (['from', 'to'] as const)
  const byNear = Map.groupBy(edges, (edge) => edge[near])
  const reached = new Set([start])
  const passed = new Set<string>()
  const next = [start]
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (passed.has(at)) continue
    passed.add(at)
    for (const edge of byNear.get(at) ?? []) {
      if (edge.own && at !== start) continue
      reached.add(edge[far])
      if (!edge.beside) next.push(edge[far])
    }
  }
  const between = edges.filter(
    (edge) =>
      (passed.has(edge[near]) && (!edge.own || edge[near] === start)) ||
      (edge.part && reached.has(edge.from) && reached.has(edge.to)),
  )
  const toward = Map.groupBy(between, (edge) => edge[far])
  const layers = new Map([[start, 0]])
  const under = new Set<string>()
  for (const address of reached) layerOf(address)
  return { layers, edges: between }

  function layerOf(address: string): number {
    const known = layers.get(address)
    if (known !== undefined) return known
    under.add(address)
    const nearer = (toward.get(address) ?? []).map((edge) => edge[near]).filter((one) => !under.has(one))
    const layer = 1 + Math.max(0, ...nearer.map(layerOf))
    under.delete(address)
    layers.set(address, layer)
    return layer
  }
}
