import { didYouMean, type Filter, type Suppression, type Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { codesUnder } from './code-facts.ts'
import { type CodeRow, codeRows, fittingLevels } from './code-rows.ts'
import { codingIndex } from './coding-index.ts'
import { countCells } from './count-cells.ts'
import { filteredSources, type InterviewFacet, listFacets } from './interview-facets.ts'
import { type InterviewTexts, openInterviews } from './interview-study.ts'
import { type MatrixColumn, matrixColumns } from './matrix-columns.ts'

export const matrixMeasures = ['excerpts', 'interviews', 'presence', 'intensity'] as const
export type MatrixMeasure = (typeof matrixMeasures)[number]

/**
 * How often something was coded: excerpts, the interviews they are in, and excerpts per 1,000 words of all that was said
 * there (missing where the texts were left at home).
 */
export type CellCount = { excerpts: number; interviews: number; intensity?: number }

export type MatrixQuestion = {
  study: string
  /** What a column is: `unit` (if left out), `source`, `coder`, or a classification or a unit's variable. */
  by?: string
  /** Only the codes below this one. */
  under?: string
  /** So many levels of the tree; if left out as many as give 30 rows at most. */
  levels?: number
  where?: readonly Filter[]
  /** By which the rows are sorted, most first; `tree` if left out. */
  sort?: 'tree' | MatrixMeasure
  /** The column by which they are sorted, by its key (`-` for the one without); by the total if left out. */
  column?: string
  /** So many cells at most: 60 columns, and as many rows as there is room for then. */
  cells?: number
  /** May sources be named? */
  names?: boolean
}

export type MatrixRow = CodeRow & { cells: CellCount[]; total: CellCount }

export type CodeMatrix = {
  study: string
  texts: InterviewTexts
  by: string
  /** What can be filtered by and, beside unit, source and coder, stand in columns. */
  facets: InterviewFacet[]
  /** How many levels of the tree stand in rows, and how many there are below what was asked about. */
  levels: { shown: number; all: number }
  columns: MatrixColumn[]
  rows: MatrixRow[]
  /** How many rows and columns there are, shown or not. */
  n: { rows: number; columns: number }
  /** The row that was given to most excerpts, of those with no other row below them, and in how many columns. */
  most?: { name: string; excerpts: number; columns: number }
  /** Of what was asked about: all interviews, and those in which one of the rows' codes was given. */
  interviews: number
  coded: number
  excerpts: number
  withheld?: Suppression
}

/** So many rows are chosen where nobody says how many levels, and so many columns shown where cells are limited. */
const [mostRows, mostColumns] = [30, 60]

/**
 * How often the codes of a study were given, column by column. A row counts its code with all below it, and an excerpt
 * once in a cell however many of them it has. Who may not see the study's rows gets no counts and no columns.
 *
 * @throws `unknown study|interviews|code|filter: …`, `unknown columns: rolle of … (did you mean Rolle?)`, `unknown column: X9 of …`
 */
export async function codeMatrix(
  edition: Edition,
  {
    study,
    by = 'unit',
    under,
    levels,
    where,
    sort = 'tree',
    column,
    cells = Infinity,
    names,
  }: MatrixQuestion,
  viewer?: Viewer,
): Promise<CodeMatrix> {
  const { texts, withheld } = await openInterviews(edition, study, viewer)
  const codes = await codesUnder(edition, study, under)
  const depth = {
    shown: levels ?? fittingLevels(codes, under, mostRows),
    all: fittingLevels(codes, under, Infinity),
  }
  const rows = codeRows(codes, under, depth.shown)
  const nothing = {
    levels: depth,
    columns: [],
    rows: [],
    n: { rows: 0, columns: 0 },
    interviews: 0,
    coded: 0,
    excerpts: 0,
  }
  if (withheld) return { study, texts, by, facets: [], ...nothing, withheld }

  const facets = await listFacets(edition, study)
  const ways = ['unit', 'source', 'coder', ...facets.map(({ name }) => name)]
  if (!ways.includes(by)) throw new Error(`unknown columns: ${by} of ${study}${didYouMean(by, ways)}`)
  const sources = await filteredSources(edition, study, where)
  const { columns, slotOf } = await matrixColumns(edition, { study, by, names }, sources)
  const index = await codingIndex(edition, study)
  const counted = countCells(index, rows, {
    columns: columns.length,
    slotOf,
    sources,
    byCoder: by === 'coder',
  })
  const words = by === 'coder' ? undefined : sumOfWords(columns)
  const shown = cells === Infinity ? columns : columns.slice(0, mostColumns)
  const totals = rows.map((row, i) => ({ ...row, i, total: withIntensity(counted.row(i), words) }))
  const most = totals
    .filter(({ depth: at, below }) => below === 0 || at + 1 === depth.shown)
    .reduce<(typeof totals)[number] | undefined>(
      (best, row) => (row.total.excerpts > (best?.total.excerpts ?? 0) ? row : best),
      undefined,
    )
  const at = column === undefined ? -1 : columns.findIndex(({ key = '-' }) => key === column)
  if (column !== undefined && at < 0) throw new Error(unknownColumn(column, study, columns))
  const of = ({ i, total }: (typeof totals)[number]) =>
    at < 0 ? total : withIntensity(counted.cell(i, at), columns[at].words)
  const sorted =
    sort === 'tree' ? totals : totals.toSorted((a, b) => measured(of(b), sort) - measured(of(a), sort))
  return {
    ...{ study, texts, by, facets, levels: depth, columns: shown },
    n: { rows: rows.length, columns: columns.length },
    rows: sorted
      .slice(0, Math.max(1, Math.floor(cells / Math.max(1, shown.length))))
      .map(({ i, ...row }) => ({
        ...row,
        cells: shown.map(({ words }, column) => withIntensity(counted.cell(i, column), words)),
      })),
    ...(most && {
      most: {
        ...{ name: most.name, excerpts: most.total.excerpts },
        columns: columns.filter((_, column) => counted.cell(most.i, column).excerpts > 0).length,
      },
    }),
    interviews: new Set(sources.map(({ interview }) => interview)).size,
    ...{ coded: counted.all.interviews, excerpts: counted.all.excerpts },
  }
}

/** What a measure says of a count; `presence` is 1 or 0. */
export function measured(count: CellCount, measure: MatrixMeasure): number {
  if (measure === 'presence') return count.excerpts > 0 ? 1 : 0
  return count[measure] ?? 0
}

function unknownColumn(column: string, study: string, columns: readonly MatrixColumn[]): string {
  return `unknown column: ${column} of ${study}${didYouMean(
    column,
    columns.flatMap(({ key }) => key ?? []),
  )}`
}

function withIntensity({ excerpts, interviews }: CellCount, words: number | undefined): CellCount {
  return { excerpts, interviews, ...(words ? { intensity: (excerpts / words) * 1000 } : {}) }
}

function sumOfWords(columns: MatrixColumn[]): number | undefined {
  return columns.some(({ words }) => words !== undefined)
    ? columns.reduce((sum, { words = 0 }) => sum + words, 0)
    : undefined
}
