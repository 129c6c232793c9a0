import type { Lineage, LineageEdge, LineageNode } from '@pejling/warehouse'

/** A thing with what lies behind it; what has been told once is only named the next time. */
export type Branch = { node: LineageNode; edge: LineageEdge; again: boolean; branches: Branch[] }

/** One side of a lineage as a list in lists. */
export function lineageTree({ nodes, edges, of }: Lineage, way: 'up' | 'down'): Branch[] {
  const [near, far] = way === 'up' ? (['to', 'from'] as const) : (['from', 'to'] as const)
  const side = nodes.filter(({ layer }) => (way === 'up' ? layer < 0 : layer > 0))
  const byAddress = new Map(side.map((node) => [node.address, node]))
  const told = new Set<string>()
  return branchesOf(of.address)

  function branchesOf(address: string): Branch[] {
    const own = edges.filter((edge) => edge[near] === address && byAddress.has(edge[far]))
    return own.map((edge) => {
      const node = byAddress.get(edge[far])!
      const again = told.has(node.address)
      told.add(node.address)
      return { node, edge, again, branches: again ? [] : branchesOf(node.address) }
    })
  }
}
