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

/** Where a line of a study's file is shown, as it was in an older edition if one is named. */
export function fileLine(study: string, file: string, line?: number, edition?: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/')
  return `/files/${encodeURIComponent(study)}/${path}${inEdition(edition)}${line === undefined ? '' : `#L${line}`}`
}

/** Where a study's printed tables are audited, at a table or cell of it. */
export function auditLink(study: string, anchor: string, edition?: string): string {
  return `/audit/${encodeURIComponent(study)}${inEdition(edition)}#${anchor}`
}

/** From the count of a printed cell to the audit of that cell, and to the line it was typed in. */
export function publishedCellLink(
  { study, edition }: Pick<Relation, 'study' | 'edition'>,
  table: PublishedTable,
  cell: PublishedCell,
): CellLink {
  return {
    href: auditLink(study, cellAnchor(table.id, cellAddress(table, cell)), edition),
    line: { href: fileLine(study, cell.file, cell.line, edition), number: cell.line },
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

/** A page that is about an older edition leads to pages about the same one. */
export function inEdition(edition: string | undefined): string {
  return edition ? `?edition=${encodeURIComponent(edition)}` : ''
}
