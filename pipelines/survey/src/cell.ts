import type { Variable } from '@pejling/indicators'
import { isCategorical, isNumber, literal } from '@pejling/warehouse'
import type { Column } from './column.ts'
import { reasonsOf, valuesByWord, type Word } from './words.ts'

/** Why a cell is missing, in one byte. */
export const reasonType = `ENUM('not_asked', 'not_answered', 'not_applicable', 'not_codable', 'suppressed')`

/** A column's value and missing reason as SQL: NULL both where the cell cannot be read. */
export type CellSql = { value: string; missing: string }

/**
 * A number, text, day or category from the text of a cell. Why there is no value is looked up only where there is none, or
 * where a listed text is itself one.
 */
export function fromText(column: Column, cell: string): CellSql {
  const { variable } = column
  const text = `trim(${cell})`
  const reasons = Object.entries(reasonsOf(column))
  const missing = `CAST(${caseOf(text, reasons)} AS ${reasonType})`
  const value = isCategorical(variable)
    ? `CAST(${caseOf(`lower(${text})`, [...valuesByWord(column)])} AS ${enumOf(variable)})`
    : isNumber(variable)
      ? numberOf(column, cell)
      : variable.reading?.date
        ? dayOf(column, text)
        : `nullif(${aliased(column, text)}, '')`
  const listed = reasons.map(([text]) => text).filter((text) => text !== '')
  if (listed.length === 0) return { value, missing: `CASE WHEN (${value}) IS NULL THEN ${missing} END` }
  return { value: `CASE WHEN ${text} NOT IN (${listed.map(literal).join(', ')}) THEN ${value} END`, missing }
}

/** The same over a column that was read as an ENUM of its words: a look-up by the number of the word. */
export function fromWords({ variable }: Pick<Column, 'variable'>, cell: string, words: Word[]): CellSql {
  const look = (list: (string | undefined)[], type: string) =>
    `([${list.map((item) => (item === undefined ? 'NULL' : literal(item))).join(', ')}]::${type}[])[enum_code(${cell})::INTEGER + 1]`
  return {
    value: look(
      words.map(({ value }) => value),
      enumOf(variable),
    ),
    missing: look(
      words.map(({ missing }) => missing),
      reasonType,
    ),
  }
}

/**
 * What counts of a cell that was read: a cast takes `inf` and `nan` for numbers, which nobody answers, and 01-02-26 for a
 * day of the year 26.
 */
export function trueValue({ variable }: Pick<Column, 'variable'>, cell: string): string {
  if (isNumber(variable)) return `CASE WHEN isfinite(${cell}) THEN ${cell} END`
  if (variable.reading?.date) return `CASE WHEN ${cell} >= '1000' THEN ${cell} END`
  return cell
}

function enumOf({ categories = [] }: Variable): string {
  return `ENUM(${categories.map(({ id }) => literal(id)).join(', ')})`
}

function aliased({ aliases = {} }: Column, text: string): string {
  const known = Object.entries(aliases).map(([from, to]): [string, string] => [from.trim(), to])
  return known.length === 0 ? text : `coalesce(${caseOf(text, known)}, ${text})`
}

/**
 * Parse locale is not display locale: only the marks the codebook names are read as decimal or thousands marks. A pattern is
 * matched only where there are thousands marks; a cast is several times faster.
 */
function numberOf({ asked: { reading }, mapping }: Column, cell: string): string {
  const { decimal = '.', thousands } = reading ?? {}
  const plain = (text: string) =>
    decimal === '.'
      ? `TRY_CAST(${text} AS DOUBLE)`
      : `CASE WHEN NOT contains(${text}, '.') THEN TRY_CAST(replace(${text}, ',', '.') AS DOUBLE) END`
  const grouped = `^ *[-+]?[0-9]{1,3}(${escaped(thousands ?? '')}[0-9]{3})+(${escaped(decimal)}[0-9]+)? *$`
  const read = thousands
    ? `CASE WHEN NOT contains(trim(${cell}), ${literal(thousands)}) THEN ${plain(cell)}
         WHEN regexp_matches(${cell}, ${literal(grouped)}) THEN ${plain(`replace(${cell}, ${literal(thousands)}, '')`)} END`
    : plain(cell)
  const mapped = Object.entries(mapping).map(
    ([from, to]) => `WHEN ${literal(from)} THEN ${Number(to)}::DOUBLE`,
  )
  return mapped.length > 0 ? `CASE trim(${cell}) ${mapped.join(' ')} ELSE ${read} END` : read
}

/** How days are written in each order, the commonest first. */
export const dayFormats = {
  dmy: ['%d-%m-%Y', '%d.%m.%Y', '%d/%m/%Y', '%d-%m-%Y %H:%M', '%d-%m-%Y %H:%M:%S', '%d/%m/%Y %H:%M:%S'],
  mdy: ['%m-%d-%Y', '%m/%d/%Y', '%m.%d.%Y', '%m-%d-%Y %H:%M', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S'],
  ymd: ['%Y-%m-%d', '%Y/%m/%d', '%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S'],
}

/** A day as `2026-03-01`; a year first is never taken for anything else. */
function dayOf({ asked: { reading } }: Column, text: string): string {
  const order = reading?.date ?? 'ymd'
  const formats = order === 'ymd' ? dayFormats.ymd : [...dayFormats[order], ...dayFormats.ymd]
  return `CAST(CAST(try_strptime(${text}, [${formats.map(literal).join(', ')}]) AS DATE) AS VARCHAR)`
}

function caseOf(text: string, cases: [string, string][]): string {
  if (cases.length === 0) return 'NULL'
  return `CASE ${text} ${cases.map(([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`).join(' ')} END`
}

function escaped(mark: string): string {
  return mark === '.' ? '\\.' : mark
}
