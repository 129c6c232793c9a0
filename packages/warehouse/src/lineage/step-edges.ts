import { listProvenance } from '../study-queries.ts'
import { addressOf, join, type LineageParts, named, put } from './lineage-parts.ts'

/** The steps as they declared themselves: the files and steps each read, and the table, variables, print and checks it made. */
export async function addSteps({ edition, study, graph, isFile }: LineageParts): Promise<void> {
  const provenance = (await listProvenance(edition)).filter(({ step }) => step.split('/')[1] === study.id)
  for (const { step } of provenance)
    put(graph, {
      ...{ address: addressOf.step(step), kind: 'step', name: step, label: named(step) },
      places: [{ in: 'run', step }],
    })
  for (const { table, step, inputs } of provenance) {
    const to = addressOf.step(step)
    for (const name of Object.keys(inputs)) {
      const path = name.startsWith(`${study.id}/`) ? name.slice(study.id.length + 1) : undefined
      const isPath = path !== undefined && isFile(path)
      join(graph, { from: isPath ? addressOf.file(path) : addressOf.step(name), to })
    }
    const [unit, made] = table.startsWith(`${study.id}.`) ? table.slice(study.id.length + 1).split(': ') : []
    if (unit) join(graph, { from: to, to: addressOf.table(unit) })
    const variables = made?.split(', ') ?? (unit ? variablesRead(Object.keys(inputs)) : [])
    for (const id of variables) join(graph, { from: to, to: addressOf.variable(id), beside: true })
    const [kind] = step.split('/')
    for (const { address, kind: of } of graph.items.values())
      if (
        (kind === 'published' && (of === 'printed-table' || of === 'audit')) ||
        (kind === 'check' && of === 'check')
      )
        join(graph, { from: to, to: address, beside: true })
  }

  /** The variables of the columns of the files among a step's inputs. */
  function variablesRead(inputs: string[]): string[] {
    const columns = new Set(
      graph.edges.flatMap(({ from, to }) =>
        to.startsWith('column/') && inputs.includes(`${study.id}/${from.slice('file/'.length)}`) ? [to] : [],
      ),
    )
    return graph.edges.flatMap(({ from, to }) => (columns.has(from) ? [to.slice('variable/'.length)] : []))
  }
}
