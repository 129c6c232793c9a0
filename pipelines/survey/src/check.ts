import { didYouMean, type Problem, type Study, type Unit } from '@pejling/indicators'
import {
  type Connection,
  identifier,
  isCategorical,
  isNumber,
  literal,
  rows,
  type Staged,
} from '@pejling/warehouse'
import type { Column } from './column.ts'

/** At most this many places are named for one rule of one variable; the last one says how many there are. */
const named = 20

/** Parquet of units already loaded, for references: `{municipality: '…/rows.parquet'}`. */
export type Loaded = Record<string, string>

type Place = { line: number; text: string; n: number }

/** Everything wrong with a staged file, as SQL over whole columns. Nothing is changed and nothing thrown. */
export async function check(
  connection: Connection,
  path: string,
  study: Study,
  unit: Unit,
  staged: Staged,
  columns: Column[],
  loaded: Loaded,
): Promise<Problem[]> {
  const problems = checkHeader(path, staged, columns)
  const present = columns.filter(({ name }) => staged.columns.includes(name))
  for (const column of present) {
    problems.push(...(await checkValues(connection, path, staged, column)))
    problems.push(...(await checkRange(connection, path, staged, column)))
    if (column.variable.id === unit.key) problems.push(...(await checkKey(connection, path, staged, column)))
    const parent = study.units.find(
      ({ id, key }) => id !== unit.id && key === column.variable.id && loaded[id],
    )
    if (parent)
      problems.push(...(await checkReference(connection, path, staged, column, loaded[parent.id], parent)))
  }
  return problems
}

function checkHeader(path: string, { columns: header }: Staged, columns: Column[]): Problem[] {
  const wanted = columns.map(({ name }) => name)
  const absent = columns.filter(({ name }) => !header.includes(name))
  const unknown = header.filter((name) => !wanted.includes(name))
  return [
    ...absent.map(({ name, variable }): Problem => ({
      file: path,
      row: 1,
      variable: variable.id,
      rule: 'missing-column',
      severity: 'stops',
      message: `expected a column ${name}, found none${didYouMean(name, unknown)}`,
    })),
    ...unknown.map((name): Problem => ({
      file: path,
      row: 1,
      rule: 'unknown-column',
      severity: 'warns',
      message: `expected columns of the codebook, found ${name}${didYouMean(name, wanted)}`,
    })),
  ]
}

/** A free text or a key is never shown in a message; a coded value is. */
async function checkValues(
  connection: Connection,
  path: string,
  staged: Staged,
  column: Column,
): Promise<Problem[]> {
  const { variable, value, missing } = column
  const bad = await places(connection, staged, column, `${missing} IS NULL AND ${value} IS NULL`)
  const known = (variable.categories ?? []).map(({ id }) => id)
  return bad.map(({ line, text, n }): Problem => {
    const found = text.length > 40 ? `${text.slice(0, 40)}…` : text
    const message = isCategorical(variable)
      ? `expected ${listed(known)}, found ${found}${didYouMean(text, known)}`
      : `expected a number, found ${found}`
    return {
      ...{ file: path, row: line, variable: variable.id, severity: 'stops', message },
      rule: isCategorical(variable) ? 'category' : 'type',
      ...counted(n),
    }
  })
}

async function checkRange(
  connection: Connection,
  path: string,
  staged: Staged,
  column: Column,
): Promise<Problem[]> {
  const { variable, value } = column
  const { min, max } = variable.range ?? {}
  if (!isNumber(variable) || (min === undefined && max === undefined)) return []
  const outside = [
    min === undefined ? [] : [`${value} < ${min}`],
    max === undefined ? [] : [`${value} > ${max}`],
  ]
  const bad = await places(connection, staged, column, `(${outside.flat().join(' OR ')})`)
  const expected =
    min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `${min} to ${max}`
  return bad.map(({ line, text, n }) => ({
    ...{ file: path, row: line, variable: variable.id, rule: 'range', severity: 'stops' as const },
    message: `expected ${expected}, found ${text}`,
    ...counted(n),
  }))
}

async function checkKey(
  connection: Connection,
  path: string,
  staged: Staged,
  column: Column,
): Promise<Problem[]> {
  const place = { file: path, variable: column.variable.id, severity: 'stops' as const }
  const without = await places(connection, staged, column, `${column.missing} IS NOT NULL`)
  const twice = await rows<{ line: number; first: number }>(
    connection,
    `SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY ${column.text}) AS first
       FROM ${identifier(staged.table)} WHERE ${column.missing} IS NULL) WHERE line > first ORDER BY line LIMIT ${named}`,
  )
  return [
    ...without.map(({ line, n }) => ({
      ...{ ...place, row: line, rule: 'missing-key', message: 'expected a key, found none' },
      ...counted(n),
    })),
    ...twice.map(({ line, first }) => ({
      ...{
        ...place,
        row: line,
        rule: 'duplicate-key',
        message: `expected a key once, found that of line ${first} again`,
      },
    })),
  ]
}

async function checkReference(
  connection: Connection,
  path: string,
  staged: Staged,
  column: Column,
  parquet: string,
  parent: Unit,
): Promise<Problem[]> {
  const keys = `SELECT ${identifier(parent.key)} FROM read_parquet(${literal(parquet)})`
  const bad = await places(
    connection,
    staged,
    column,
    `${column.missing} IS NULL AND ${column.value} NOT IN (${keys})`,
  )
  return bad.map(({ line, n }) => ({
    ...{ file: path, row: line, variable: column.variable.id, rule: 'reference', severity: 'stops' as const },
    message: `expected a ${parent.id} of ${parent.file}, found an unknown one`,
    ...counted(n),
  }))
}

/** The first places where a condition holds; the last of them stands for all the rest. */
async function places(
  connection: Connection,
  staged: Staged,
  { text }: Column,
  bad: string,
): Promise<Place[]> {
  const found = await rows<{ line: number; text: string; total: number }>(
    connection,
    `SELECT line, ${text} AS text, count(*) OVER () AS total FROM ${identifier(staged.table)}
     WHERE ${bad} ORDER BY line LIMIT ${named}`,
  )
  return found.map(({ line, text, total }, index) => ({
    line,
    text,
    n: index === named - 1 ? total - named + 1 : 1,
  }))
}

function counted(n: number): { count?: number } {
  return n > 1 ? { count: n } : {}
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
