/** What a plan says of a step, or of several that are shown as one. */
export type GraphStep = {
  name: string
  /** Nothing for what belongs to all studies, such as the edition. */
  study?: string
  /** The name as it stands in the picture, where the study is said beside it. */
  label: string
  /** What it is one of, for a picture where there are too many to name: `spørgeskemaer`. */
  kind: string
  /** The steps whose output it builds on. */
  after: string[]
  action: 'run' | 'reuse' | 'cannot-tell'
}

/** One sign of the picture: a step, or all steps of one kind and study where there are many. */
export type GraphNode = GraphStep & {
  /** How many steps it stands for, and how many of them are of its action. */
  count: number
  acting: number
  /** How many steps have to be done before it, one after the other. */
  layer: number
}

/**
 * The steps as a layered graph: each in the layer after the last of those it builds on, edges that follow from others
 * left out. More than `most` steps are folded into one node for each study and kind of step (`survey`, `derive` …),
 * which says the most urgent action among them.
 */
export function planGraph(steps: GraphStep[], most = 24): GraphNode[] {
  const single = steps.map((step) => ({ ...step, count: 1, acting: 1 }))
  return layered(steps.length > most ? folded(steps) : single)
}

type Node = Omit<GraphNode, 'layer'>
const urgency = ['cannot-tell', 'run', 'reuse'] as const

function folded(steps: GraphStep[]): Node[] {
  const nameOf = (step: GraphStep) => `${step.name.split('/')[0]}${step.study ? `/${step.study}` : ''}`
  const foldOf = new Map(steps.map((step) => [step.name, nameOf(step)]))
  const groups = Map.groupBy(steps, nameOf)
  return [...groups].map(([name, members]) => {
    const action = urgency.find((action) => members.some((member) => member.action === action))!
    return {
      ...members[0],
      name,
      label: members.length === 1 ? members[0].label : members[0].kind,
      after: [
        ...new Set(members.flatMap(({ after }) => after.map((other) => foldOf.get(other) ?? other))),
      ].filter((other) => other !== name),
      action,
      count: members.length,
      acting: members.filter((member) => member.action === action).length,
    }
  })
}

function layered(nodes: Node[]): GraphNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const before = new Map<string, Set<string>>()
  const layers = new Map<string, number>()
  for (const { name } of nodes) visit(name)
  return nodes.map((node) => {
    const after = node.after.filter((name) => byName.has(name))
    const implied = new Set(after.flatMap((name) => [...before.get(name)!]))
    return { ...node, after: after.filter((name) => !implied.has(name)), layer: layers.get(node.name)! }
  })

  /** Everything a step builds on, however far back. Steps stand in the order they are done, so there are no circles. */
  function visit(name: string): Set<string> {
    const known = before.get(name)
    if (known) return known
    const all = new Set<string>()
    before.set(name, all)
    let layer = 0
    for (const other of byName.get(name)!.after) {
      if (!byName.has(other)) continue
      for (const further of visit(other)) all.add(further)
      all.add(other)
      layer = Math.max(layer, layers.get(other)! + 1)
    }
    layers.set(name, layer)
    return all
  }
}
