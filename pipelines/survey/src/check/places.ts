import { acceptanceOf, nearest, type Problem, type UploadReading } from '@pejling/indicators'
import { type Connection, type Delimited, identifier, literal, rows } from '@pejling/warehouse'
import { readTable } from '../read.ts'
import { type BadText, badTexts, looked } from './coded-text.ts'
import { fail } from './failed.ts'
import { personProblem } from './person-problem.ts'
import { personKinds } from './person-sql.ts'
import type { Rule } from './rules.ts'

/** At most this many different texts are named for one rule of one variable; the last one stands for all the rest. */
const named = 20

type Place = {
  connection: Connection
  path: string
  delimited: Delimited
  accepted?: UploadReading['accepted']
}

/**
 * Where a rule is broken: one problem for each coded value that breaks it, with the first rows and how many; what may hold
 * a person is counted and never shown. Rows that break what was not accepted are remembered as failed.
 */
export async function placesOf(place: Place, rule: Rule): Promise<Problem[]> {
  return rule.heading !== undefined && rule.coded
    ? textPlaces(place, rule, rule.heading)
    : linePlaces(place, rule)
}

async function linePlaces({ connection, path, accepted }: Place, given: Rule): Promise<Problem[]> {
  const { variable, heading, rule, severity, bad, acceptable } = given
  const [{ n, lines }] = await rows<{ n: number; lines: number[] }>(
    connection,
    `SELECT count(*) AS n, min(line::INTEGER, 20) AS lines FROM ${readTable} WHERE ${bad}`,
  )
  if (n === 0) return []
  const problem: Problem = {
    ...{ file: path, row: lines[0], rows: lines, variable, heading, rule, severity, acceptable },
    message: given.message(''),
    ...(n > 1 && { count: n }),
  }
  if (severity === 'stops' && !acceptanceOf(problem, accepted))
    await fail(connection, `SELECT line FROM ${readTable} WHERE ${bad}`)
  return [problem]
}

async function textPlaces(
  { connection, path, delimited, accepted }: Place,
  given: Rule,
  heading: string,
): Promise<Problem[]> {
  const { variable, rule, severity, acceptable } = given
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE bad_cell AS SELECT line, trim(file.${identifier(heading)}) AS text
     FROM ${delimited.rows()} AS file WHERE line IN (SELECT line FROM ${readTable} WHERE ${given.bad})`,
  )
  const found = await badTexts(connection, 'bad_cell')
  const known = given.among ? await keysOf(connection, given.among) : undefined
  const near = (text: string) => (known ? nearKey(text, known) : given.nearest?.(text))
  const isShown = ({ kind, text }: BadText) =>
    kind === 'code' || (kind === 'free' && text.length < 120 && near(text) !== undefined)
  const told = { file: path, variable, heading, rule, severity }
  const shown = found.filter(isShown).map(({ text, n, lines }): Problem => {
    const nearby = near(text)
    return {
      ...{ ...told, row: lines[0], rows: lines, value: text, message: given.message(text), acceptable },
      ...(nearby !== undefined && { nearest: nearby }),
      ...(n > 1 && { count: n }),
    }
  })
  const problems = [
    ...shown,
    ...hiddenProblems(
      given,
      told,
      found.filter((text) => !isShown(text)),
    ),
  ]
  const isOpen = (problem: Problem) => !acceptanceOf(problem, accepted)
  const open = problems.filter(isOpen)
  const closed = found.filter((text) => {
    const value = isShown(text) ? text.text : undefined
    const hidden = value === undefined ? hiddenRule(given, text) : rule
    return !isOpen({ ...told, rule: hidden, value, message: '' })
  })
  if (open.some((problem) => problem.severity === 'stops'))
    await fail(
      connection,
      `SELECT line FROM bad_cell
       ${closed.length > 0 ? `WHERE text NOT IN (${closed.map(({ text }) => literal(text)).join(', ')})` : ''}`,
    )
  const rest = found.length < looked ? 0 : await uncounted(connection, found)
  return [...problems.filter((problem) => !isOpen(problem)), ...atMost(named, open, rest)]
}

/** What a text that is not shown breaks: it holds a person, or it is no code; a long number is a number all the same. */
function hiddenRule({ rule }: Rule, { kind }: BadText): string {
  if (rule === 'range' && kind === 'phone') return rule
  return kind === 'free' || kind === 'code' ? 'free-text' : `person-${kind}`
}

/** Texts that are not shown, one problem for each rule they break. */
function hiddenProblems(
  given: Rule,
  told: Pick<Problem, 'file' | 'variable' | 'heading' | 'rule' | 'severity'>,
  texts: BadText[],
): Problem[] {
  const broken = [...new Set(texts.map((text) => hiddenRule(given, text)))]
  return broken.map((rule) => {
    const of = texts.filter((text) => hiddenRule(given, text) === rule)
    const lines = of
      .flatMap((text) => text.lines)
      .toSorted((a, b) => a - b)
      .slice(0, named)
    const count = of.reduce((sum, { n }) => sum + n, 0)
    const kind = personKinds.find((person) => rule === `person-${person}`)
    if (kind) return personProblem(told, kind, lines, count)
    return {
      ...{ ...told, rule, acceptable: true, row: lines[0], rows: lines },
      message: rule === 'range' ? given.message('another number') : 'expected a coded value, found free text',
      ...(count > 1 && { count }),
    }
  })
}

async function uncounted(connection: Connection, found: BadText[]): Promise<number> {
  const [{ n }] = await rows<{ n: number }>(connection, 'SELECT count(*) AS n FROM bad_cell')
  return n - found.reduce((sum, text) => sum + text.n, 0)
}

/** The first problems, the last of which stands for all that follow. */
function atMost(most: number, problems: Problem[], rest: number): Problem[] {
  const first = problems.slice(0, most)
  const left = problems.slice(most).reduce((sum, { count = 1 }) => sum + count, rest)
  if (left === 0) return first
  return first.map((problem, at) =>
    at < first.length - 1 ? problem : { ...problem, count: (problem.count ?? 1) + left },
  )
}

async function keysOf(
  connection: Connection,
  { parquet, key }: { parquet: string; key: string },
): Promise<string[]> {
  const found = await rows<{ key: string }>(
    connection,
    `SELECT DISTINCT ${identifier(key)}::VARCHAR AS key FROM read_parquet(${literal(parquet)})
     WHERE key IS NOT NULL ORDER BY key LIMIT 5000`,
  )
  return found.map(({ key }) => key)
}

/**
 * The same key but for case, marks and leading zeros, which a spreadsheet takes away; of keys that are words the nearest. One
 * number is as near as any other, so that no other is offered.
 */
function nearKey(text: string, known: string[]): string | undefined {
  const bare = (key: string) =>
    key
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
      .replace(/^0+(?=.)/, '')
  const same = known.find((key) => bare(key) === bare(text))
  return same ?? (/\p{L}{4}/u.test(text) ? nearest(text, known) : undefined)
}
