import type { Viewer } from '@pejling/indicators'
import { answer, type Edition, findSummary, getCodebook, listRelations } from '@pejling/warehouse'
import type { DescribingFile } from './codebook-files.ts'
import { csvText } from './csv-text.ts'

/** A number of a variable or a cell of two, as a viewer sees it; `n` is empty where it is hidden. */
export type ShownCount = { x: string; x_category: string; y: string; y_category: string; n: number | null }

/** All that a study shows to a viewer who may not see its rows: each variable alone, and the pairs of categories. */
export async function shownCounts(edition: Edition, study: string, viewer: Viewer): Promise<ShownCount[]> {
  const { variables } = await getCodebook(edition, study)
  const counts: ShownCount[] = []
  for (const { id } of variables) {
    const summary = await findSummary(edition, study, id, viewer)
    for (const { category, n } of summary?.counts ?? [])
      counts.push({ x: id, x_category: category.id, y: '', y_category: '', n })
  }
  const seen = new Set<string>()
  for (const { x, y, sources } of await listRelations(edition, study)) {
    if (!sources.includes('rows') || seen.has(`${y} ${x}`)) continue
    seen.add(`${x} ${y}`)
    const found = await answer(edition, { study, x, y, where: [], source: 'rows' }, viewer)
    if (found.kind !== 'crosstab' || found.n === null) continue
    for (const [i, row] of found.rows.entries())
      for (const [j, column] of found.columns.entries())
        counts.push({ x, x_category: row.id, y, y_category: column.id, n: found.counts[i][j] })
  }
  return counts
}

/** As a table of the folder. */
export function countsFile(study: string, counts: ShownCount[], path: string): DescribingFile {
  const header = ['x', 'x_category', 'y', 'y_category', 'n']
  const rows = counts.map(({ x, x_category, y, y_category, n }) => [x, x_category, y, y_category, n])
  return {
    ...{ name: `${study}-counts`, title: `Counts of ${study}`, path },
    fields: header.map((name) => ({ name, type: name === 'n' ? 'integer' : 'string' })),
    content: csvText(header, rows),
  }
}
