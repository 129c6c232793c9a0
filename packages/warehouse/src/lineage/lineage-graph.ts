import type { Edition } from '../edition.ts'
import { remembered } from '../remembered.ts'
import { getCodebook, getStudy, listPublishedTables, listSourceFiles } from '../study-queries.ts'
import { hasRows } from '../unit-source.ts'
import { variablesOf } from '../unit-table.ts'
import type { LineageGraph } from './lineage-node.ts'
import { addressOf, join, type LineageParts, named, put } from './lineage-parts.ts'
import { addCoded } from './interview-edges.ts'
import { addDefinitions, addDerived, addUses } from './made-edges.ts'
import { addPrint } from './print-edges.ts'
import { addRelations } from './relation-edges.ts'
import { addRows } from './row-edges.ts'
import { addSteps } from './step-edges.ts'

/**
 * Everything of a study and what goes into what, by what its steps, codebook, instruments, indicators, checks and printed
 * tables declared. It holds names, labels and places, and no row.
 */
export const lineageGraph = remembered(async (edition: Edition, id: string): Promise<LineageGraph> => {
  const study = await getStudy(edition, id)
  const [codebook, tables, files] = await Promise.all([
    getCodebook(edition, id),
    listPublishedTables(edition, id),
    listSourceFiles(edition, id),
  ])
  const paths = files.map(({ path }) => path)
  const there = new Set(paths)
  const graph: LineageGraph = { items: new Map(), edges: [] }
  const parts: LineageParts = {
    ...{ edition, study, codebook, tables, paths, graph },
    isFile: (path) => there.has(path),
    text: async (path) => {
      const [found] = await edition.query<{ content: Uint8Array | null }>(
        'SELECT content FROM source_file WHERE study = $study AND path = $path',
        { study: id, path },
      )
      return new TextDecoder().decode(found?.content ?? new Uint8Array())
    },
  }
  addThings(parts)
  await addRows(parts)
  const cells = await addPrint(parts)
  await addDerived(parts)
  await addCoded(parts)
  await addUses(parts)
  await addDefinitions(parts)
  await addSteps(parts)
  await addRelations(parts, cells)
  return graph
})

/** What the other parts join: files, tables and variables. */
function addThings({ study, codebook, graph, paths }: LineageParts): void {
  for (const path of paths)
    put(graph, {
      ...{ address: addressOf.file(path), kind: 'file', name: path, label: named(path) },
      places: [{ in: 'file', file: path }],
    })
  for (const variable of codebook.variables) {
    const { id, label, unit } = variable
    put(graph, {
      ...{ address: addressOf.variable(id), kind: 'variable', name: id, label },
      places: [
        { in: 'codebook', variable: id },
        ...(hasRows(study, variable) ? [{ in: 'rows' as const, unit }] : []),
      ],
    })
  }
  for (const unit of study.units) {
    const own = variablesOf(study, codebook, unit)
    if (!own.some((variable) => hasRows(study, variable) && variable.unit === unit.id)) continue
    put(graph, {
      ...{ address: addressOf.table(unit.id), kind: 'table', name: unit.id, label: unit.plural },
      places: [{ in: 'rows', unit: unit.id }],
    })
    for (const { id } of own)
      join(graph, { from: addressOf.table(unit.id), to: addressOf.variable(id), beside: true, own: true })
  }
}
