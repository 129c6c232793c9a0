import {
  acceptanceOf,
  type Problem,
  type Round,
  type RowRule,
  type Study,
  type Unit,
  type UploadReading,
} from '@pejling/indicators'
import { type Connection, type Delimited, rows } from '@pejling/warehouse'
import type { Column, Columns } from '../column.ts'
import { cellsTable, readTable, valueCell } from '../read.ts'
import type { Word } from '../words.ts'
import { acceptedMeanings } from './accepted-meanings.ts'
import { fail, prepareFailed } from './failed.ts'
import { checkHeader } from './header.ts'
import { checkLabels, checkMarks } from './labels.ts'
import { checkPersons } from './persons.ts'
import { placesOf } from './places.ts'
import { type Loaded, type Rule, rulesOf } from './rules.ts'

export type CheckedFile = {
  path: string
  study: Study
  unit: Unit
  delimited: Delimited
  columns: Columns
  words: Map<string, Word[]>
  loaded: Loaded
  rowRules: RowRule[]
  round?: Round
  reading?: UploadReading
}

/**
 * Everything wrong with a file that was read, as SQL over whole columns: one pass counts what breaks each rule, and only
 * for what is broken are the places looked up. In the order of the lines. Nothing is changed and nothing thrown. What was
 * accepted is noted, with the note it was accepted with.
 */
export async function check(connection: Connection, file: CheckedFile): Promise<Problem[]> {
  const { path, delimited, columns, reading } = file
  const accepted = reading?.accepted
  await prepareFailed(connection)
  const present = columns.columns.filter(({ name }) => delimited.columns.includes(name))
  const problems = [
    ...checkHeader(path, delimited.columns, columns, reading?.match),
    ...checkLabels(path, present),
    ...checkMarks(path, present),
  ]
  for (const rule of await broken(
    connection,
    rulesOf({ ...file, columns: { ...columns, columns: present } }),
  ))
    problems.push(...(await placesOf({ connection, path, delimited, accepted }, rule)))
  const key = columns.columns.findIndex(({ variable }) => variable.id === file.unit.key)
  if (key >= 0 && present.includes(columns.columns[key]))
    problems.push(...(await twice(connection, path, columns.columns[key], valueCell(key))))
  problems.push(
    ...(await checkPersons(connection, path, delimited, columns, referencesIn(file), accepted)),
    ...(await acceptedMeanings(connection, path, delimited, present)),
  )
  return inOrder(withAcceptance(problems, accepted))
}

/** A problem that was accepted is noted. */
export function withAcceptance(problems: Problem[], accepted: UploadReading['accepted']): Problem[] {
  return problems.map((problem) => {
    const found = problem.acceptable && acceptanceOf(problem, accepted)
    return found ? { ...problem, severity: 'notes', accepted: found.note } : problem
  })
}

/** In the order of the lines; what is about no line comes first. */
export function inOrder(problems: Problem[]): Problem[] {
  return problems.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0))
}

/** Keys of other units that a file's references are held against. */
function referencesIn({ study, unit, loaded }: CheckedFile): string[] {
  return study.units.filter(({ id }) => id !== unit.id && loaded[id]).map(({ key }) => key)
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

async function twice(
  connection: Connection,
  path: string,
  { variable, name }: Column,
  key: string,
): Promise<Problem[]> {
  const [{ n }] = await rows<{ n: number }>(
    connection,
    `SELECT count(${key}) - count(DISTINCT ${key}) AS n FROM ${cellsTable}`,
  )
  if (n === 0) return []
  const again = `SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY ${key}) AS first FROM ${cellsTable}
    WHERE ${key} IS NOT NULL) WHERE line > first`
  await fail(connection, `SELECT line FROM (${again})`)
  const found = await rows<{ line: number; first: number }>(
    connection,
    `${again} ORDER BY line LIMIT ${named}`,
  )
  return found.map(({ line, first }, at) => ({
    ...{ file: path, row: line, variable: variable.id, heading: name, rule: 'duplicate-key' },
    ...{ severity: 'stops' as const, message: `expected a key once, found that of line ${first} again` },
    ...(at === named - 1 && n > named ? { count: n - named + 1 } : {}),
  }))
}
