import type { Language } from '@pejling/indicators'
import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node'
import type { ExportedPart, ExportedRelation } from './exported-relation.ts'
import { variableLabels } from './labels.ts'
import { isCounted, pairRows } from './long-rows.ts'
import { noteLines, titleOf } from './notes.ts'
import { words } from './words.ts'

/**
 * The relation as a workbook: the table as on the screen, its statistics, notes and the codebook of what stands in it.
 * Numbers are numbers and are shown the way of whoever opens it; codes are texts, so that leading zeros stay.
 */
export async function xlsxFile(exported: ExportedRelation, language: Language): Promise<Buffer> {
  const sheets = [
    isCounted(exported) ? tableSheet(exported, language) : unitSheet(exported, language),
    statisticSheet(exported, language),
    noteSheet(exported, language),
    codebookSheet(exported, language),
  ]
  const landscape = sheets.map((sheet) => ({ ...sheet, orientation: 'landscape' as const }))
  return writeExcelFile(landscape, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer()
}

type OwnSheet = Sheet<never>

const bold = (value: string): Cell => ({ value, type: String, fontWeight: 'bold' })
/** A heading in a column so many letters wide; other programs than Excel do not make room for its lines by themselves. */
const head = (value: string, width: number): Cell => ({
  ...{ value, type: String, fontWeight: 'bold', wrap: true, alignVertical: 'top' },
  height: 15 * linesIn(value, width - 3),
})

function linesIn(value: string, letters: number): number {
  let [lines, length] = [1, 0]
  for (const word of value.split(' ')) {
    if (length && length + 1 + word.length > letters) [lines, length] = [lines + 1, word.length]
    else length += (length ? 1 : 0) + word.length
  }
  return lines
}
const text = (value: string | null): Cell => (value === null ? null : { value, type: String, format: '@' })
const number = (value: number | null | undefined, format?: string): Cell =>
  value === null || value === undefined ? null : { value, type: Number, ...(format && { format }) }

function tableSheet(exported: ExportedRelation, language: Language): OwnSheet {
  const say = words[language]
  const data = exported.parts.flatMap((part, i): Row[] => [
    ...(i ? [[]] : []),
    [bold(titleOf(exported, language))],
    ...(part.category ? [[text(part.category.label[language])]] : []),
    ...countLines(exported, part, language),
  ])
  return { data, sheet: say.table, columns: [{ width: 34 }, ...Array(12).fill({ width: 18 })] }
}

function countLines({ x, y }: ExportedRelation, { answer }: ExportedPart, language: Language): Row[] {
  if (answer.kind !== 'crosstab') return []
  const say = words[language]
  const count = (n: number | null): Cell => (n === null ? text(say.hidden) : number(n, '0'))
  const sum = (list: (number | null)[]) =>
    list.includes(null) ? null : list.reduce<number>((all, n) => all + (n ?? 0), 0)
  const rowTotals = answer.suppressed ? answer.rowTotals : answer.counts.map(sum)
  const columnTotals = answer.suppressed
    ? answer.columnTotals
    : answer.columns.map((_, j) => sum(answer.counts.map((line) => line[j])))
  const names = answer.columns.map(({ label }) => label[language])
  return [
    [
      head(`${x.label[language]} / ${y.label[language]}`, 34),
      ...names.map((name) => head(name, 18)),
      head(say.total, 18),
      ...names.map((name) => head(`${name}, ${say.share}`, 18)),
    ],
    ...answer.rows.map((row, i): Row => [
      text(row.label[language]),
      ...answer.counts[i].map(count),
      count(rowTotals[i]),
      ...answer.counts[i].map((n) => {
        const total = rowTotals[i]
        return n === null || !total ? null : number(n / total, '0.0%')
      }),
    ]),
    [bold(say.total), ...columnTotals.map(count), count(answer.n)],
  ]
}

function unitSheet(exported: ExportedRelation, language: Language): OwnSheet {
  const say = words[language]
  const { x, y, by } = exported
  const label = variableLabels([x, y, ...(by ? [by] : [])], language)
  const value = (variable: string, one: string | number) =>
    typeof one === 'number' ? number(one) : text(label(variable, one))
  const data: Row[] = [
    [...(by ? [by.label[language]] : []), say.key, say.within, x.label[language], y.label[language]].map(
      (name) => head(name, 24),
    ),
    ...pairRows(exported).map((row): Row => [
      ...(by ? [text(label(by.id, row.by))] : []),
      ...[text(row.key), text(row.within ?? null), value(x.id, row.x), value(y.id, row.y)],
    ]),
  ]
  return { data, sheet: say.units, stickyRowsCount: 1, columns: Array(5).fill({ width: 24 }) }
}

function statisticSheet({ parts }: ExportedRelation, language: Language): OwnSheet {
  const say = words[language]
  const divided = parts.some(({ category }) => category)
  const names = [say.measure, say.estimate, say.low, say.high, say.df, say.p, say.pHigh, say.method]
  const data: Row[] = [
    [...(divided ? [say.category] : []), ...names].map((name) => head(name, 18)),
    ...parts.flatMap(({ category, statistics }) =>
      statistics.map(({ id, estimate, low, high, df, p, pHigh, method }): Row => [
        ...(divided ? [text(category?.label[language] ?? null)] : []),
        text(id),
        ...[estimate, low, high].map((one) => number(one, '0.0000')),
        number(df, '0'),
        ...[p, pHigh].map((one) => number(one, '0.0000')),
        text(method),
      ]),
    ),
  ]
  return { data, sheet: say.statistics, stickyRowsCount: 1, columns: Array(9).fill({ width: 18 }) }
}

function noteSheet(exported: ExportedRelation, language: Language): OwnSheet {
  const data = noteLines(exported, language).map(([name, line]): Row => [
    bold(name),
    { ...asObject(line), wrap: true },
  ])
  return { data, sheet: words[language].notes, columns: [{ width: 18 }, { width: 100 }] }
}

const asObject = (value: string) =>
  ({ value, type: String, format: '@', height: 15 * linesIn(value, 100) }) as const

function codebookSheet({ x, y, by }: ExportedRelation, language: Language): OwnSheet {
  const say = words[language]
  const names = [say.variable, say.label, say.scale, say.category, say.categoryLabel]
  const data: Row[] = [
    names.map(bold),
    ...[x, y, ...(by ? [by] : [])].flatMap(({ id, label, scale, categories = [] }): Row[] => [
      [text(id), text(label[language]), text(scale)],
      ...categories.map((category): Row => [
        ...[text(id), null, null, text(category.id), text(category.label[language])],
      ]),
    ]),
  ]
  return { data, sheet: say.codebook, stickyRowsCount: 1, columns: Array(5).fill({ width: 28 }) }
}
