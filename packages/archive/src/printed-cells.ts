import type { PublishedCell } from '@pejling/indicators'
import type { DescribingFile } from './codebook-files.ts'
import { csvText } from './csv-text.ts'

/**
 * What was printed, cell by cell, as one table: where it stands, what it measures, the print and the number read from it.
 *
 * @param path where it goes: `published/kora-2017.csv`
 */
export function printedCells(study: string, cells: readonly PublishedCell[], path: string): DescribingFile {
  const header = ['table', 'cell', 'measure', 'printed', 'value', 'file', 'line']
  const rows = cells.map(({ table, at, measure, printed, value, file, line }) => {
    const cell = Object.entries(at).map(([dimension, category]) => `${dimension}=${category}`)
    return [table, cell.join('; '), measure, printed, value, file, line]
  })
  const type = (name: string) => (name === 'value' ? 'number' : name === 'line' ? 'integer' : 'string')
  return {
    ...{ name: `${study}-published`, title: `Printed cells of ${study}`, path },
    fields: header.map((name) => ({ name, type: type(name) })),
    content: csvText(header, rows),
  }
}
