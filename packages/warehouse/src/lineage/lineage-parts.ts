import type { Codebook, PublishedTable, Study } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import type { LineageEdge, LineageGraph, LineageItem } from './lineage-node.ts'

/** What a study's lineage is put together from, and the graph as far as it has come. */
export type LineageParts = {
  edition: Edition
  study: Study
  codebook: Codebook
  tables: PublishedTable[]
  /** The study's files, and whether a path is one of them. */
  paths: string[]
  isFile: (path: string) => boolean
  /** The text of a file that describes the study; empty if there is none. */
  text: (path: string) => Promise<string>
  graph: LineageGraph
}

/** Puts something into the graph, once, and gives its address. */
export function put({ items }: LineageGraph, item: LineageItem): string {
  if (!items.has(item.address)) items.set(item.address, item)
  return item.address
}

/** Says that one goes into the other; nothing if either is not there. */
export function join({ items, edges }: LineageGraph, edge: LineageEdge): void {
  if (items.has(edge.from) && items.has(edge.to)) edges.push(edge)
}

export const addressOf = {
  file: (path: string) => `file/${path}`,
  column: (path: string, column: string) => `column/${path}/${encodeURIComponent(column)}`,
  step: (name: string) => `step/${name}`,
  table: (unit: string) => `table/${unit}`,
  variable: (id: string) => `variable/${id}`,
  printedTable: (id: string) => `printed-table/${id}`,
  printedCell: (table: string, cell: string) => `printed-cell/${table}/${cell}`,
  audit: (table: string) => `audit/${table}`,
  check: (id: string) => `check/${id}`,
  code: (path: string) => `code/${path}`,
  indicator: (id: string) => `indicator/${id}`,
  relation: (x: string, y: string) => `relation/${x}/${y}`,
}

/** The same in every language. */
export const named = (name: string) => ({ da: name, en: name })
