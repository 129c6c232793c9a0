import type { Lineage, LineageEdge, LineageNode } from '@pejling/warehouse'

export type LineageWay = 'up' | 'down'

/** A lineage as an indented tree in English, for each way asked for; what has been told once is named only. */
export function lineageInWords(found: Lineage, ways: readonly LineageWay[]): string {
  const { of, study } = found
  const head = `${nodeInWords(of)} of ${study}`
  const smallest = found.thresholds?.map(({ unit, threshold }) => `${threshold} of ${unit}`)
  const hidden = smallest ? [`smallest counts shown to others: ${smallest.join(', ')}`] : []
  return [head, ...ways.map((way) => wayInWords(found, way)), ...hidden].join('\n')
}

function wayInWords(found: Lineage, way: LineageWay): string {
  const { nodes, edges, of } = found
  const [near, far] = way === 'up' ? (['to', 'from'] as const) : (['from', 'to'] as const)
  const side = nodes.filter(({ layer }) => (way === 'up' ? layer <= 0 : layer >= 0))
  const byAddress = new Map(side.map((node) => [node.address, node]))
  const told = new Set<string>()
  const n = found[way]
  const heading =
    way === 'up'
      ? `made of (${n ? things(n) : 'nothing of this study'})`
      : `used by (${n ? things(n) : 'nothing of this study'})`
  return [heading, ...branch(of.address, 1)].join('\n')

  function branch(address: string, depth: number): string[] {
    return edges
      .filter((edge) => edge[near] === address && byAddress.has(edge[far]))
      .flatMap((edge) => {
        const node = byAddress.get(edge[far])!
        const isTold = told.has(node.address)
        told.add(node.address)
        const inner = isTold ? [] : branch(node.address, depth + 1)
        const again = isTold && edges.some((other) => other[near] === node.address) ? ' (see above)' : ''
        return [`${'  '.repeat(depth)}${nodeInWords(node, edge)}${again}`, ...inner]
      })
  }
}

function things(n: number): string {
  return n === 1 ? '1 thing' : `${n} things`
}

function nodeInWords(
  { kind, name, label, count, opens, of, places }: LineageNode,
  edge?: LineageEdge,
): string {
  const what = kind.replace('-', ' ')
  if (count > 1) {
    const door = opens === undefined ? '' : `, see them with --open ${opens}`
    return `${count} ${what}s${of === undefined ? '' : ` of ${of}`}${door}`
  }
  const title = label.en && label.en !== name ? ` “${label.en}”` : ''
  const place = places.find((place) => place.in === 'file')
  const line = edge?.line ?? (place?.in === 'file' ? place.line : undefined)
  const file = kind === 'file' ? '' : place?.in === 'file' ? ` in ${place.file}` : ''
  const full = kind === 'printed-cell' && of !== undefined ? `${of}/${name}` : name
  return `${what} ${full}${title}${file}${line !== undefined && (file || kind === 'file') ? `:${line}` : ''}`
}
