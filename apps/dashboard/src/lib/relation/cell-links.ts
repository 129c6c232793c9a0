import {
  cellAddress,
  type Filter,
  type PublishedCell,
  type PublishedTable,
  type Relation,
} from '@pejling/indicators'

/** One step back from a cell: to what it was counted or copied from, and to the line of the file. */
export type CellLink = { href: string; line?: { href: string; number: number } }

/** The place of a printed cell or statistic on the audit page: `3.1-bound-other-count`. */
export function cellAnchor(table: string, cell: string): string {
  return `${table}-${cell}`.replace(/[^\p{L}\p{N}.]+/gu, '-')
}

/** Where a line of a study's file is shown. */
export function fileLine(study: string, file: string, line?: number): string {
  const path = file.split('/').map(encodeURIComponent).join('/')
  return `/files/${encodeURIComponent(study)}/${path}${line === undefined ? '' : `#L${line}`}`
}

/** From the count of a printed cell to the audit of that cell, and to the line it was typed in. */
export function publishedCellLink(study: string, table: PublishedTable, cell: PublishedCell): CellLink {
  return {
    href: `/audit/${encodeURIComponent(study)}#${cellAnchor(table.id, cellAddress(table, cell))}`,
    line: { href: fileLine(study, cell.file, cell.line), number: cell.line },
  }
}

/** From a count of rows to those rows. */
export function rowsLink({ study, where, edition }: Relation, unit: string, cell: Filter[]): CellLink {
  const search = new URLSearchParams({ study, unit })
  const filters = [...where.filter(({ variable }) => !cell.some((c) => c.variable === variable)), ...cell]
  for (const { variable, values } of filters) search.append('where', `${variable}:${values.join(',')}`)
  if (edition) search.set('edition', edition)
  return { href: `/rows?${search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}` }
}
