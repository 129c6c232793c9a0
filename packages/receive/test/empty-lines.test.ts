import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Delimited, rows, withDatabase } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { withDelimited, withReceived } from '../src/index.ts'

type Row = Record<string, string | null>

/** The rows as they are numbered and, where there is such a reading, as they are typed: without a line, nothing for empty. */
async function rowsOf(delimited: Delimited): Promise<{ lined: Row[]; typed?: Row[] }> {
  return withDatabase(async (connection) => ({
    lined: await rows<Row>(connection, `SELECT * FROM ${delimited.rows()}`),
    ...(delimited.unnumbered && {
      typed: await rows<Row>(
        connection,
        `SELECT * FROM ${delimited.unnumbered.typed({ types: {}, decimal: '.' })}`,
      ),
    }),
  }))
}

const cases: [string, string, string[]][] = [
  ['one column, at the end', 'id\na\nb\n\n', ['2 a', '3 b']],
  ['one column, many at the end', 'id\na\nb\n\n\n\n', ['2 a', '3 b']],
  ['one column, between', 'id\na\n\nb\n', ['2 a', '4 b']],
  ['one column, between and no line end', 'id\na\n\n\nb', ['2 a', '5 b']],
  ['one column, CRLF', 'id\r\na\r\n\r\nb\r\n\r\n', ['2 a', '4 b']],
  ['one column, an empty text in quotes', 'id\na\n""\nb\n', ['2 a', '3 ', '4 b']],
  ['one column, an empty text in quotes after an empty line', 'id\na\n\n""\nb\n', ['2 a', '4 ', '5 b']],
  ['one column, an empty text in quotes at the end', 'id\r\na\r\n\r\n""', ['2 a', '4 ']],
  ['many columns, at the end', 'id,x\na,1\n\n\n', ['2 a 1']],
  ['many columns, between', 'id,x\na,1\n\nb,2\n', ['2 a 1', '4 b 2']],
  ['many columns, CRLF', 'id,x\r\na,1\r\n\r\nb,2\r\n\r\n', ['2 a 1', '4 b 2']],
  ['many columns, empty texts', 'id,x\na,1\n,\n"",""\n', ['2 a 1', '3  ', '4  ']],
  ['many columns, within a text', 'id,x\na,"1\n\n2"\nb,2\n', ['2 a 1\n\n2', '5 b 2']],
  ['above the header', '\n\nid,x\na,1\n', ['4 a 1']],
]

for (const [name, text, expected] of cases)
  test(`empty lines are no rows, and those after them keep their places: ${name}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pejling-lines-'))
    try {
      const sent = { name: 'a.csv', path: join(folder, 'a.csv') }
      await writeFile(sent.path, text)
      const asSaid = await withDelimited(sent, {}, rowsOf)
      const asSent = (await withReceived([sent], { delimiter: ',' }, rowsOf)).result!
      for (const { lined, typed } of [asSaid, asSent]) {
        expect(lined.map((row) => Object.values(row).join(' '))).toEqual(expected)
        const withoutLine = lined.map(({ line: _, ...row }) => Object.values(row).join(' '))
        if (typed) expect(typed.map((row) => Object.values(row).join(' '))).toEqual(withoutLine)
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

test('what cannot be read of a file whose dialect is known is told with its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-lines-'))
  const told = async (text: string | Buffer) => {
    const sent = { name: 'a.csv', path: join(folder, 'a.csv') }
    await writeFile(sent.path, text)
    const thrown = withDelimited(sent, {}, rowsOf).then(
      () => 'read',
      ({ message, place }: { message: string; place: { row?: number } }) => `${place.row ?? '-'}: ${message}`,
    )
    return thrown
  }
  try {
    expect(await told('')).toBe('-: empty file')
    expect(await told('\n \n')).toBe('-: empty file')
    expect(await told('\na,b,a\n1,2,3\n')).toBe('2: duplicate column: a')
    expect(await told(Buffer.from('a\nø\n', 'latin1'))).toBe(
      '-: not utf-8; save the file as UTF-8 or say windows-1252 in study.yaml',
    )
    expect(await told('a,b\n\n1\n')).toBe('3: expected 2 cells, found 1')
    expect(await told('a,b\n\n1,"2\n')).toBe('3: expected a closing quotation mark, found none')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
