import type { PublishedCell } from '@pejling/indicators'
import { publishedPairs } from '../published-crosstab.ts'
import { listRelations } from '../relations.ts'
import { addressOf, join, type LineageParts, put } from './lineage-parts.ts'
import { isOf } from './print-edges.ts'
import { cellAddress } from '@pejling/indicators'

/** Every pair of variables that can be seen together, once, by the rows of both or by the cells of a printed table. */
export async function addRelations(parts: LineageParts, cells: PublishedCell[]): Promise<void> {
  const { graph, edition, study, codebook, tables } = parts
  const order = new Map(codebook.variables.map(({ id }, i) => [id, i]))
  const label = (id: string) => codebook.variables[order.get(id)!].label
  const pairs = publishedPairs(tables, codebook.variables)
  for (const { x, y, sources } of await listRelations(edition, study.id)) {
    if (order.get(x)! > order.get(y)!) continue
    const to = put(graph, {
      ...{ address: addressOf.relation(x, y), kind: 'relation', name: `${x} × ${y}` },
      label: { da: `${label(x).da} × ${label(y).da}`, en: `${label(x).en} × ${label(y).en}` },
      places: [{ in: 'relation', x, y }],
    })
    const fromRows = sources.includes('rows')
    for (const id of [x, y])
      join(graph, { from: addressOf.variable(id), to, ...(fromRows ? {} : { beside: true }) })
    const pair = pairs.find((one) => one.x.id === x && one.y.id === y)
    const table = tables.find(({ id }) => id === pair?.table)
    if (!pair || !table) continue
    join(graph, { from: addressOf.printedTable(table.id), to, beside: true })
    for (const cell of cells) {
      if (cell.table !== table.id || !isCounted(cell)) continue
      join(graph, { from: addressOf.printedCell(table.id, cellAddress(table, cell)), to })
    }

    /** A count of both, and of all where the table has other dimensions too. */
    function isCounted({ at, measure }: PublishedCell): boolean {
      return (
        table!.measures.find(({ id }) => id === measure)?.kind === 'count' &&
        table!.dimensions.every(({ variable }) => {
          const isOwn = isOf(variable, pair!.x) || isOf(variable, pair!.y)
          return isOwn ? at[variable] !== undefined && at[variable] !== 'total' : at[variable] === 'total'
        })
      )
    }
  }
}
