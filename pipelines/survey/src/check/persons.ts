import { acceptanceOf, type Problem, type UploadReading } from '@pejling/indicators'
import {
  type Connection,
  type Delimited,
  identifier,
  isCategorical,
  isNumber,
  literal,
  rows,
} from '@pejling/warehouse'
import type { Columns } from '../column.ts'
import { cellsTable, valueCell } from '../read.ts'
import { fail } from './failed.ts'
import { personProblem } from './person-problem.ts'
import {
  holdsPerson,
  isBusiness,
  isDated,
  isEightDigits,
  isTenDigits,
  isWeighted,
  type PersonKind,
  personKinds,
  preparePersons,
  screen,
} from './person-sql.ts'

/** A column whose texts nobody has read as codes. */
type Looked = {
  variable?: string
  heading: string
  /** The text and where it stands, as SQL; `source` has all columns of the file. */
  sql: string
  from: string
  source?: string
  isNumber?: boolean
}

/** What stands in a column that may be ten or eight digits and nothing else: told by the column, not by the cell. */
type Digits = {
  ten: number
  dated: number
  weighted: number
  days: number
  eight: number
  business: number
}
type Found = Digits & Record<PersonKind, number>

/** From here on a number has as many digits as a civil registration number without its leading zero. */
const long = 100_000_000
const sampled = 20_000
/** Columns nobody knows that are read in one pass: more would not fit in memory. */
const atOnce = 1000
const fewNames = 5

/**
 * Civil registration numbers, e-mail addresses, telephone numbers and names in columns that are not meant for them: texts,
 * keys, columns left out, and numbers as large as a civil registration number. What the codebook marks as identifiers is
 * replaced and not looked at, and coded columns hold known codes only. One pass tells which texts could hold a person at
 * all; the others are never looked at again. `references` are held against the units they name, and told by that.
 */
export async function checkPersons(
  connection: Connection,
  path: string,
  delimited: Delimited,
  columns: Columns,
  references: string[],
  accepted?: UploadReading['accepted'],
): Promise<Problem[]> {
  const looked = await lookedAt(connection, delimited, columns, references)
  if (looked.length === 0) return []
  await preparePersons(connection)
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE suspect AS
     SELECT col, line, trim(text) AS text FROM ${together(looked)} WHERE regexp_matches(text, ${literal(screen)})`,
  )
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE suspected AS
     SELECT col, text, count(*) AS n, ${personKinds.map((kind) => `${holdsPerson[kind]('text')} AS ${kind}`).join(', ')}
     FROM suspect GROUP BY col, text`,
  )
  const found = await rows<Found & { col: number }>(
    connection,
    `SELECT col, ${personKinds.map((kind) => `coalesce(sum(n) FILTER (WHERE ${kind}), 0) AS ${kind}`).join(', ')},
       ${tally('ten', isTenDigits('text'))}, ${tally('dated', isDated('text'))},
       ${tally('weighted', `${isDated('text')} AND ${isWeighted('text')}`)},
       count(DISTINCT text[1:2]) FILTER (WHERE ${isTenDigits('text')}) AS days,
       ${tally('eight', isEightDigits('text'))}, ${tally('business', `${isEightDigits('text')} AND ${isBusiness('text')}`)}
     FROM suspected GROUP BY col`,
  )
  const named = await namedColumns(connection, looked)
  const problems: Problem[] = []
  for (const [at, column] of looked.entries()) {
    const counts = found.find(({ col }) => col === at)
    for (const kind of personKinds) {
      const where = counts && placeOf(kind, counts, column)
      if (where)
        problems.push(
          ...(await told(
            connection,
            path,
            column,
            kind,
            `FROM suspect JOIN suspected USING (col, text) WHERE col = ${at} AND (${where})`,
            accepted,
          )),
        )
    }
    if (named.has(at) && !counts?.name) {
      const from = `FROM ${column.from} WHERE ${isName(column.sql)}`
      problems.push(...(await told(connection, path, column, 'name', from, accepted)))
    }
  }
  return problems
}

/** SQL that holds for the cells of a column that hold a person in a way; nothing if none do. */
function placeOf(kind: PersonKind, counts: Found, { isNumber: isOfNumbers }: Looked): string | undefined {
  const within = !isOfNumbers && counts[kind] > 0 ? kind : undefined
  const alone =
    kind === 'cpr' && isCivil(counts, isOfNumbers)
      ? isDated('text')
      : kind === 'phone' && !isOfNumbers && isPhone(counts)
        ? isEightDigits('text')
        : undefined
  return [within, alone].filter(Boolean).join(' OR ') || undefined
}

/**
 * Ten digits and nothing else. By chance one in 14 begins with a day, so half of a column's must; four or more that all
 * begin alike are a running number, such as a number of a workplace or a time; and of numbers, where so large ones are
 * allowed, half must have the right sum too, which one in eleven has by chance.
 */
function isCivil({ ten, dated, weighted, days }: Digits, isOfNumbers = false): boolean {
  if (dated === 0 || 2 * dated < ten) return false
  if (ten >= 4 && days === 1) return false
  return !isOfNumbers || 2 * weighted >= dated
}

/** Eight digits and nothing else; three or more that all have the sum of a business number are business numbers. */
function isPhone({ eight, business }: Digits): boolean {
  return eight > 0 && !(eight >= 3 && business === eight)
}

const isName = (text: string) =>
  `(TRY_CAST(lower(string_split(trim(${text}), ' ')[1]) AS first_name) IS NOT NULL AND len(string_split(trim(${text}), ' ')) <= 3)`

/** Columns of which half begin with a first name, in texts of few words: names without a last name. */
async function namedColumns(connection: Connection, looked: Looked[]): Promise<Set<number>> {
  const found = await rows<{ col: number; n: number; names: number }>(
    connection,
    `SELECT col, count(*) AS n, count_if(${isName('text')}) AS names
     FROM ${together(looked, sampled)} WHERE trim(text) <> '' GROUP BY col`,
  )
  const isNamed = ({ col, n, names }: (typeof found)[number]) =>
    names >= fewNames && 2 * names >= n && !looked[col].isNumber
  return new Set(found.filter(isNamed).map(({ col }) => col))
}

/**
 * The texts of all columns as SQL after FROM, with `col`, their place among them, and `line`; of the first rows only if so
 * many are asked for. Columns nobody knows, of which there may be thousands, are read many at once.
 */
function together(looked: Looked[], first?: number): string {
  const limit = first === undefined ? '' : ` LIMIT ${first}`
  const read = looked.flatMap(({ from, sql }, at) =>
    from === cellsTable ? [`(SELECT ${at} AS col, line, ${sql} AS text FROM ${from}${limit})`] : [],
  )
  const raw = looked.flatMap((column, at) => (column.from === cellsTable ? [] : [{ ...column, at }]))
  const list = (items: (string | number)[]) => `[${items.join(', ')}]`
  const long = Array.from({ length: Math.ceil(raw.length / atOnce) }, (_, turn) => {
    const part = raw.slice(turn * atOnce, (turn + 1) * atOnce)
    return `(SELECT unnest(${list(part.map(({ at }) => at))}) AS col, line,
        unnest(${list(part.map(({ heading }) => identifier(heading)))}) AS text FROM (FROM ${part[0].source}${limit}))`
  })
  return `(${[...read, ...long].map((part) => `FROM ${part}`).join(' UNION ALL ')})`
}

async function told(
  connection: Connection,
  path: string,
  { variable, heading }: Looked,
  kind: PersonKind,
  from: string,
  accepted: UploadReading['accepted'],
): Promise<Problem[]> {
  const [{ n, lines }] = await rows<{ n: number; lines: number[] }>(
    connection,
    `SELECT count(*) AS n, min(line::INTEGER, 20) AS lines ${from}`,
  )
  if (n === 0) return []
  const problem = personProblem({ file: path, variable, heading }, kind, lines, n)
  if (!acceptanceOf(problem, accepted)) await fail(connection, `SELECT line ${from}`)
  return [problem]
}

/** Texts and keys as they were read; columns left out, and numbers where there are very large ones, as they stand. */
async function lookedAt(
  connection: Connection,
  delimited: Delimited,
  { columns, notAsked }: Columns,
  references: string[],
): Promise<Looked[]> {
  const there = columns
    .map((column, at) => ({ column, cell: valueCell(at) }))
    .filter(({ column }) => delimited.columns.includes(column.name))
  const texts = there.filter(
    ({ column: { variable } }) =>
      !isCategorical(variable) &&
      !isNumber(variable) &&
      !variable.reading?.date &&
      variable.disclosure !== 'identifier' &&
      !references.includes(variable.id),
  )
  // Those outside the codebook's range are told by their own rule.
  const numbers = there.filter(
    ({ column: { variable } }) => isNumber(variable) && (variable.range?.max ?? long) >= long,
  )
  const large = await largeNumbers(connection, numbers)
  const known = new Set([...columns, ...notAsked].map(({ name }) => name))
  const raw = [
    ...large.map(({ column }) => ({ variable: column.variable.id, heading: column.name, isNumber: true })),
    ...delimited.columns.filter((name) => !known.has(name)).map((heading) => ({ heading })),
  ]
  const source = delimited.rows()
  return [
    ...texts.map(({ column, cell }) => ({
      ...{ variable: column.variable.id, heading: column.name, sql: cell, from: cellsTable },
    })),
    ...raw.map((column) => {
      const from = `(SELECT line, ${identifier(column.heading)} AS text FROM ${source})`
      return { ...column, sql: 'text', from, source }
    }),
  ]
}

async function largeNumbers<Number extends { cell: string }>(
  connection: Connection,
  numbers: Number[],
): Promise<Number[]> {
  if (numbers.length === 0) return []
  const [most] = await rows<Record<string, number | null>>(
    connection,
    `SELECT ${numbers.map(({ cell }) => `max(${cell}) AS ${cell}`).join(', ')} FROM ${cellsTable}`,
  )
  return numbers.filter(({ cell }) => (most[cell] ?? 0) >= long)
}

const tally = (name: string, where: string) =>
  `coalesce(sum(n) FILTER (WHERE ${where}), 0)::BIGINT AS ${name}`
