import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Choices, Receipt } from '@pejling/indicators'
import { problemLine } from '@pejling/indicators'
import { rows, withDatabase } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { receive, withReceived } from '../src/index.ts'

const folder = join(import.meta.dirname, 'received')
const cases = readdirSync(folder).sort()

for (const name of cases)
  test(`received: ${name}`, { timeout: 120_000 }, async () => {
    const place = join(folder, name)
    const files = readdirSync(join(place, 'sent'))
      .sort()
      .map((file) => ({ name: file, path: join(place, 'sent', file) }))
    const chosen = existsSync(join(place, 'choices.json'))
      ? (JSON.parse(readFileSync(join(place, 'choices.json'), 'utf8')) as Choices)
      : {}
    const receipt = await receive(files, chosen)
    await expect(asText(receipt)).toMatchFileSnapshot(join(place, 'expected/receipt.txt'))
    // Read again by what the receipt says, as a person confirms it.
    const read = await withReceived(files, receipt.choices, (delimited) =>
      withDatabase((connection) =>
        rows<Record<string, string>>(connection, `SELECT * FROM ${delimited.rows()}`),
      ),
    ).catch(() => ({ result: undefined }))
    const stops = receipt.problems.some(({ severity }) => severity === 'stops')
    expect(read.result === undefined || read.result.length === 0).toBe(stops)
    if (stops) return
    expect(read.result).toHaveLength(receipt.tables[0].rows!)
    await expect(read.result!.map(asLine).join('')).toMatchFileSnapshot(join(place, 'expected/rows.txt'))
  })

const formats = ['delimited', 'xlsx', 'sav', 'zsav', 'dta', 'surveyxact', 'limesurvey', 'redcap', 'parquet']

test('there are five files of each format at least that can be read', () => {
  const read = cases.filter((name) => existsSync(join(folder, name, 'expected/rows.txt')))
  const counts = formats.map(
    (format) => [format, read.filter((name) => name.startsWith(format)).length] as const,
  )
  expect(counts.filter(([, n]) => n < 5)).toEqual([])
})

/** A long row is cut in the middle, with its length, so that the whole of it can be seen. */
function asLine(row: Record<string, string>): string {
  const cells = Object.values(row).map((cell) => String(cell))
  return `${cells.map((cell) => (cell.length > 80 ? `${cell.slice(0, 40)}…${cell.slice(-20)} (${cell.length})` : cell.replace(/\r?\n/g, '⏎'))).join(' | ')}\n`
}

function asText({
  format,
  choices,
  guesses,
  samples,
  sheets,
  tables,
  problems,
  dictionary,
}: Receipt): string {
  return [
    `format: ${format}`,
    `choices: ${JSON.stringify(choices)}`,
    ...guesses.map(
      ({ what, value, why, alternatives, chosen }) =>
        `${chosen ? 'chosen' : 'guess'}: ${what} = ${JSON.stringify(value)}: ${why.da} / ${why.en} (or ${alternatives.map((other) => JSON.stringify(other)).join(' ')})`,
    ),
    ...(sheets ? [`sheets: ${sheets.join(' | ')}`] : []),
    ...samples.map((cells) => `sample: ${cells.join(' | ').replace(/\r?\n/g, '⏎')}`),
    ...tables.map(({ name, rows: n, columns }) => `table: ${name}, ${n} rows, ${columns.length} columns`),
    ...tables.flatMap(({ columns }) => columns.map((column) => `column: ${JSON.stringify(column)}`)),
    ...(dictionary ?? []).map((column) => `dictionary: ${JSON.stringify(column)}`),
    ...problems.map(
      (problem) =>
        `${problem.severity} ${problem.rule}: ${problemLine(problem)}${problem.heading ? ` [${problem.heading}]` : ''}`,
    ),
    '',
  ].join('\n')
}
