import type { Language } from '@pejling/indicators'
import { strToU8, zipSync } from 'fflate'
import { bytesOf } from './bytes-of.ts'
import { bibtex, citation } from './citation.ts'
import { csvFile } from './csv-file.ts'
import type { ExportedRelation } from './exported-relation.ts'
import type { Format } from './format.ts'
import { jsonStat } from './json-stat.ts'
import { writeDta } from './labelled/dta-file.ts'
import { labelledRelation } from './labelled/labelled-relation.ts'
import { writeSav } from './labelled/sav-file.ts'
import { nameOf } from './notes.ts'
import { writeRelationParquet } from './parquet-file.ts'
import { figurePng } from './figure-png.ts'
import { pythonScript } from './python-script.ts'
import { relationSvg } from './relation-svg.ts'
import { rScript } from './r-script.ts'
import { xlsxFile } from './xlsx-file.ts'

/** A file with the name it is saved under and its media type. */
export type ExportFile = { name: string; type: string; content: Uint8Array }

type Made = [ending: string, type: string, content: Uint8Array]

/**
 * The relation as a file. The same relation of the same edition gives the same bytes, but for `xlsx`, which holds when it
 * was made.
 *
 * @param figure of `svg` and `png`: which one, if it fits
 * @throws `json-stat: expected counts, found values of units; take csv, xlsx or parquet`;
 *   `figure: expected numbers that are shown together, found hidden ones`
 */
export async function exportRelation(
  exported: ExportedRelation,
  format: Format,
  language: Language,
  figure?: string,
): Promise<ExportFile> {
  const [ending, type, content] = await make[format](exported, language, figure)
  return { name: `${nameOf(exported)}${ending}`, type, content }
}

type Make = (exported: ExportedRelation, language: Language, figure?: string) => Promise<Made>

const make: Record<Format, Make> = {
  svg: async (one, language, figure) => [
    ...(['.svg', 'image/svg+xml; charset=utf-8'] as const),
    strToU8(relationSvg(one, language, figure)),
  ],
  png: async (one, language, figure) => [
    ...(['.png', 'image/png'] as const),
    (await figurePng(relationSvg(one, language, figure))).content,
  ],
  'csv-da': async (one, language) => [
    ...(['-excel.csv', 'text/csv; charset=utf-8'] as const),
    strToU8(csvFile(one, 'danish', language)),
  ],
  csv: async (one, language) => ['.csv', 'text/csv; charset=utf-8', strToU8(csvFile(one, 'world', language))],
  xlsx: async (one, language) => [
    ...(['.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] as const),
    await xlsxFile(one, language),
  ],
  'json-stat': async (one, language) => [
    ...(['.json', 'application/json; charset=utf-8'] as const),
    strToU8(`${JSON.stringify(jsonStat(one, language), undefined, 2)}\n`),
  ],
  parquet: async (one) => ['.parquet', 'application/vnd.apache.parquet', await parquetBytes(one)],
  sav: async (one, language) => [
    ...(['.sav', 'application/x-spss-sav'] as const),
    await bytesOf((file) => writeSav(labelledRelation(one, language), file)),
  ],
  dta: async (one, language) => [
    ...(['.dta', 'application/x-stata-dta'] as const),
    await bytesOf((file) => writeDta(labelledRelation(one, language), file)),
  ],
  r: async (one, language) => [
    '-r.zip',
    'application/zip',
    await withData(one, language, '.R', rScript(one)),
  ],
  python: async (one, language) => [
    ...(['-python.zip', 'application/zip'] as const),
    await withData(one, language, '.py', pythonScript(one)),
  ],
  citation: async (one, language) => [
    ...(['.txt', 'text/plain; charset=utf-8'] as const),
    strToU8(`${citation(one, language)}\n`),
  ],
  bibtex: async (one) => ['.bib', 'application/x-bibtex; charset=utf-8', strToU8(bibtex(one))],
}

/** A script with the data it reads, as Parquet and as CSV. */
async function withData(
  exported: ExportedRelation,
  language: Language,
  ending: string,
  script: string,
): Promise<Uint8Array> {
  const name = nameOf(exported)
  const files = {
    [`${name}${ending}`]: strToU8(script),
    [`${name}.parquet`]: await parquetBytes(exported),
    [`${name}.csv`]: strToU8(csvFile(exported, 'world', language)),
  }
  // A zip knows when its files were made; a day that never changes keeps its bytes the same.
  return zipSync(files, { mtime: new Date(2020, 0, 1) })
}

const parquetBytes = (exported: ExportedRelation) => bytesOf((file) => writeRelationParquet(exported, file))
