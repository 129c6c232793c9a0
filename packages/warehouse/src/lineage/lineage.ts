import { didYouMean, heldThresholds, isOpen, type Viewer } from '@pejling/indicators'
import { checkedViewer } from '../disclosure/checked-viewer.ts'
import type { Edition } from '../edition.ts'
import { describesStudy, getStudy } from '../study-queries.ts'
import { fold } from './fold.ts'
import { lineageGraph } from './lineage-graph.ts'
import type { Lineage, LineageGraph, LineageItem, LineageNode, LineagePlace } from './lineage-node.ts'
import { walk } from './walk.ts'

export type LineageQuestion = {
  study: string
  /** An address, or the name of a variable, indicator, table, file, printed table, step or check. */
  of: string
  /** The words (`opens`) of what is to be shown one by one. */
  open?: readonly string[]
}

/** What a name alone may be, in this order. */
const kinds = ['variable', 'indicator', 'table', 'file', 'printed-table', 'step', 'check', 'audit', 'code']

/**
 * Where something of a study comes from, up to files and their lines, and everything that uses it. Many of a kind are one
 * node with a count, which opens. It tells of no row; of a study that is not open a viewer must be named, and one who may
 * not see its rows is not led to them, nor told what they are called.
 *
 * @throws `unknown study: …`, `unknown in kora-2017: screning (did you mean screening?)`
 */
export async function lineage(
  edition: Edition,
  { study: id, of, open = [] }: LineageQuestion,
  viewer?: Viewer,
): Promise<Lineage> {
  const study = await getStudy(edition, id)
  const { rows } = checkedViewer(study, viewer)
  const graph = await lineageGraph(edition, id)
  const start = find(graph, of, id, rows)
  const folding = { graph, opened: new Set(open), hidesRows: !rows }
  const [above, below] = [walk(graph, start.address, 'up'), walk(graph, start.address, 'down')]
  const [up, down] = [fold(above, 'up', folding), fold(below, 'down', folding)]
  const shown = (node: LineageNode): LineageNode => ({
    ...node,
    places: node.places.filter((place) => rows || isSeen(place)),
  })
  const self = shown({ ...start, layer: 0, count: 1 })
  const nodes = [...up.nodes, ...down.nodes].map(shown)
  return {
    ...{ study: id, of: self },
    nodes: [...nodes.filter(({ layer }) => layer < 0), self, ...nodes.filter(({ layer }) => layer > 0)].sort(
      (a, b) => a.layer - b.layer,
    ),
    edges: [...up.edges, ...down.edges],
    ...{ up: above.layers.size - 1, down: below.layers.size - 1 },
    ...(!isOpen(study) && { thresholds: heldThresholds(study) }),
  }
}

/** What is about one row is not there for those who may not see the rows: nor can they find out what there is. */
function find({ items }: LineageGraph, of: string, study: string, rows: boolean): LineageItem {
  const [, x, y] = /^relation\/([^/]+)\/([^/]+)$/.exec(of) ?? []
  const addresses = [of, ...kinds.map((kind) => `${kind}/${of}`), ...(x ? [`relation/${y}/${x}`] : [])]
  for (const address of addresses) {
    const found = items.get(address)
    if (found && (rows || !found.ofRow)) return found
  }
  const names = [...items.values()].flatMap(({ address, kind, name, ofRow }) => {
    if (ofRow && !rows) return []
    return of.includes('/') ? [address] : kinds.includes(kind) ? [name] : []
  })
  throw new Error(`unknown in ${study}: ${of}${didYouMean(of, names)}`)
}

/** May those see it who may not see the study's rows? */
function isSeen(place: LineagePlace): boolean {
  if (place.in === 'rows') return false
  return place.in !== 'file' || describesStudy(place.file)
}
