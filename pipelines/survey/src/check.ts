import type { Problem, Round, Study, Unit } from '@pejling/indicators'
import { type Connection, type Delimited, identifier, rows } from '@pejling/warehouse'
import { checkHeader } from './check-header.ts'
import type { Column, Columns } from './column.ts'
import { placesOf } from './places.ts'
import { readTable } from './read.ts'
import { type Loaded, type Rule, rulesOf } from './rules.ts'

export type CheckedFile = {
  path: string
  study: Study
  unit: Unit
  delimited: Delimited
  columns: Columns
  loaded: Loaded
  round?: Round
}

/**
 * Everything wrong with a file that was read, as SQL over whole columns: one pass counts what breaks each rule, and only
 * for what is broken are the places looked up. In the order of the lines. Nothing is changed and nothing thrown.
 */
export async function check(connection: Connection, file: CheckedFile): Promise<Problem[]> {
  const { path, delimited, columns } = file
  const problems = checkHeader(path, delimited.columns, columns)
  const present = columns.columns.filter(({ name }) => delimited.columns.includes(name))
  const rules = rulesOf({ ...file, columns: { ...columns, columns: present } })
  for (const rule of await broken(connection, rules))
    problems.push(...(await placesOf(connection, path, delimited, rule)))
  const key = present.find(({ variable }) => variable.id === file.unit.key)
  if (key) problems.push(...(await twice(connection, path, key)))
  return problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
}

async function broken(connection: Connection, rules: Rule[]): Promise<Rule[]> {
  if (rules.length === 0) return []
  const counts = rules.map(({ bad }, index) => `count_if(${bad}) AS n${index}`)
  const [found] = await rows<Record<string, number>>(
    connection,
    `SELECT ${counts.join(', ')} FROM ${readTable}`,
  )
  return rules.filter((_, index) => found[`n${index}`] > 0)
}

const named = 20

async function twice(connection: Connection, path: string, { variable }: Column): Promise<Problem[]> {
  const key = identifier(variable.id)
  const [{ n }] = await rows<{ n: number }>(
    connection,
    `SELECT count(${key}) - count(DISTINCT ${key}) AS n FROM ${readTable}`,
  )
  if (n === 0) return []
  const found = await rows<{ line: number; first: number }>(
    connection,
    `SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY ${key}) AS first FROM ${readTable}
       WHERE ${key} IS NOT NULL) WHERE line > first ORDER BY line LIMIT ${named}`,
  )
  return found.map(({ line, first }) => ({
    ...{ file: path, row: line, variable: variable.id, rule: 'duplicate-key', severity: 'stops' as const },
    message: `expected a key once, found that of line ${first} again`,
  }))
}
