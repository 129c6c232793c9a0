import type { LineageEdge, LineageGraph, LineageItem, LineageNode } from './lineage-node.ts'
import type { Walked } from './walk.ts'

/** So many of a kind stand in a layer one by one, and so many where somebody asks for them. */
const most = 6
const mostOpened = 100

export type Folding = { graph: LineageGraph; opened: ReadonlySet<string>; hidesRows: boolean }

/**
 * One side of a lineage with what there is much of shown as one: all of a kind in a layer, or of printed cells those of a
 * table. A word that is in `opened` shows them one by one, as far as they may be seen.
 */
export function fold(
  { layers, edges }: Walked,
  way: 'up' | 'down',
  { graph, opened, hidesRows }: Folding,
): { nodes: LineageNode[]; edges: LineageEdge[] } {
  const items = [...layers].flatMap(([address, layer]) =>
    layer === 0 ? [] : [{ ...graph.items.get(address)!, layer: way === 'up' ? -layer : layer }],
  )
  const nodes: LineageNode[] = []
  const shownAs = new Map<string, string>()
  for (const [word, members] of Map.groupBy(
    items,
    ({ layer, kind }) => `${way}:${Math.abs(layer)}:${kind}`,
  )) {
    const parts = [...Map.groupBy(members, ({ of }) => of)]
    if (parts.length > most && !opened.has(word)) asOne(word, members)
    else
      for (const [of, part] of parts) {
        const whole = of === undefined ? word : `${word}:${of}`
        if (part.length > most && !opened.has(whole)) asOne(whole, part)
        else oneByOne(whole, part)
      }
  }
  return { nodes, edges: withoutImplied(joined(edges, shownAs)) }

  function oneByOne(word: string, members: (LineageItem & { layer: number })[]): void {
    const seen = members.filter(({ ofRow }) => !hidesRows || !ofRow).slice(0, mostOpened)
    for (const item of seen) nodes.push({ ...item, count: 1 })
    const rest = members.filter((member) => !seen.some(({ address }) => address === member.address))
    if (rest.length) asOne(`${word}:…`, rest, false)
  }

  function asOne(opens: string, members: (LineageItem & { layer: number })[], isDoor = true): void {
    const [{ kind, layer, of, name, label }] = members
    const one = members.length === 1 && !members[0].ofRow
    const mayOpen = isDoor && members.some(({ ofRow }) => !hidesRows || !ofRow)
    nodes.push({
      ...{ address: opens, kind, layer, name: one ? name : kind, label: one ? label : { da: '', en: '' } },
      ...{ places: [], count: members.length },
      ...(of === undefined || members.some((member) => member.of !== of) ? {} : { of }),
      ...(mayOpen ? { opens } : {}),
    })
    for (const { address } of members) shownAs.set(address, opens)
  }
}

/** Edges between what is shown, each once; where several fall together, no line is that of all. */
function joined(edges: LineageEdge[], shownAs: Map<string, string>): LineageEdge[] {
  const found = new Map<string, LineageEdge>()
  for (const edge of edges) {
    const [from, to] = [shownAs.get(edge.from) ?? edge.from, shownAs.get(edge.to) ?? edge.to]
    const key = `${from}\n${to}`
    const known = found.get(key)
    if (known && known.line !== edge.line) delete known.line
    if (!known && from !== to) found.set(key, { ...edge, from, to })
  }
  return [...found.values()]
}

/** Leaves out what others say as well, but not where in a file something stands. */
function withoutImplied(edges: LineageEdge[]): LineageEdge[] {
  const after = Map.groupBy(edges, ({ from }) => from)
  const known = new Map<string, Set<string>>()
  return edges.filter(
    (edge) =>
      edge.line !== undefined ||
      !after.get(edge.from)!.some((other) => other !== edge && reachedFrom(other.to).has(edge.to)),
  )

  function reachedFrom(address: string): Set<string> {
    const found = known.get(address) ?? new Set<string>()
    if (known.has(address)) return found
    known.set(address, found)
    for (const { to } of after.get(address) ?? []) {
      found.add(to)
      for (const further of reachedFrom(to)) found.add(further)
    }
    return found
  }
}
