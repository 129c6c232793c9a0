import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problemLine } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { readInterviews } from '../src/index.ts'
import { inWords } from './in-words.ts'
import { withFolder } from './written.ts'

async function read(text: string | Buffer) {
  return withFolder(async (folder) => {
    const file = join(folder, 'codings.csv')
    await writeFile(file, text)
    return readInterviews(file, 'codings.csv')
  })
}

const danish = [
  'Kilde;Kodesti;Uddrag;Kodet af;Start;Slut;Kommentar',
  'leder;Opsporing > Sprog;"Alle treårige, sagde han";Anna Opdigtet;10;34;',
  'leder;Opsporing > Sprog;"Alle treårige, sagde han";Bo Opdigtet;10;34;Tjek',
  'leder;Opsporing >  TOPI;"sagde ""han""";Bo Opdigtet;40;50;',
  'pædagog;Små grupper;på tværs 🙂 af;Anna Opdigtet;0;13;',
].join('\r\n')

test('a Danish table of codings is read with its paths, coders and places', async () => {
  const utf8 = await read(danish)
  expect(inWords(utf8).split('\n')).toEqual([
    'guess delimiter × 1: ; (of 4)',
    'guess code path × 1: names joined by > (of 6)',
    'guess places × 1: end included (of 2)',
    'guess text × 2: excerpts at their places (of 1)',
    expect.stringContaining('guess places'),
    'coders coder_1, coder_2',
    'code Opsporing (holds others)',
    'code Opsporing/Sprog',
    'code Opsporing/TOPI',
    'code Små grupper',
    'source 0 text "leder" 51 certain {}',
    'source 1 text "pædagog" 13 certain {}',
    'coding 0 "Alle treårige, sagde han" Opsporing/Sprog by coder_1',
    'coding 0 "Alle treårige, sagde han" Opsporing/Sprog by coder_2',
    'coding 0 "sagde \\"han\\"" Opsporing/TOPI by coder_2',
    'coding 1 "på tværs 🙂 af" Små grupper by coder_1',
    'comment "" "Tjek" by coder_2 about 0 "Alle treårige, sagde han"',
    '',
  ])
  const plain = danish.replace(' 🙂', '').replace('0;13', '0;11')
  const [windows, same] = [await read(Buffer.from(plain, 'latin1')), await read(plain)]
  expect(windows.project).toEqual(same.project)
  expect(windows.receipt.guesses.map(({ what, value }) => `${what} ${value}`)).toContain(
    'encoding windows-1252',
  )
})

test('a path with backslashes, as NVivo has it, is a path', async () => {
  const { project } = await read('File\tNode\tText\tUser\na\tNodes\\\\Opsporing\\TOPI\tto gange\tk\n')
  expect(project!.codes.map(({ path }) => path)).toEqual(['Nodes', 'Nodes/Opsporing', 'Nodes/Opsporing/TOPI'])
})

test('where no places are said the excerpts stand one after the other, the same one once', async () => {
  const { project } = await read('source,code,excerpt,coder\na,X,one,k\na,Y,one,l\na,X,two,k\n')
  expect(project!.sources[0].text).toBe('one\n\ntwo')
  expect(project!.excerpts.map(({ place }) => place)).toEqual([
    { kind: 'text', start: 0, end: 3 },
    { kind: 'text', start: 5, end: 8 },
  ])
  expect(project!.codings.map(({ code, coder }) => `${code} ${coder}`)).toEqual([
    'X coder_1',
    'Y coder_2',
    'X coder_1',
  ])
})

test.each([
  ['hello', 'codings.csv:1: expected a column source or kilde, found none'],
  ['source;excerpt\na;b', 'codings.csv:1: expected a column code or kode, found none'],
  ['source;code\na;b', 'codings.csv:1: expected a column excerpt, or columns start and end, found none'],
  ['source;code;excerpt\na;b', 'codings.csv:2: expected 3 cells, found 2'],
  ['source;code;excerpt\na;b;"c', 'codings.csv:2: expected a closing quotation mark, found none'],
  [
    '\0\0\0',
    'codings.csv: expected a .qdpx archive, a .qdc codebook or a table of codings, found none of them',
  ],
])('%j is refused with its place', async (text, line) => {
  const { project, receipt } = await read(text)
  expect(project).toBeUndefined()
  expect(receipt.problems.map(problemLine)).toEqual([line])
})

const tables = join(import.meta.dirname, 'sent-tables')

test.each(readdirSync(tables).filter((name) => !name.endsWith('.expected')))(
  'a table is read whatever its format and its letters: %s',
  async (name) => {
    const read = await readInterviews(join(tables, name), name)
    await expect(inWords(read)).toMatchFileSnapshot(join(tables, `${name}.expected`))
  },
)

test('a table says the same in every encoding and as a workbook', async () => {
  const [first, ...others] = await Promise.all(
    [
      'utf-8-with-mark.csv',
      'windows-1252.csv',
      'macintosh.csv',
      'cp850.csv',
      'utf-16le.txt',
      'workbook.xlsx',
    ].map(async (name) => (await readInterviews(join(tables, name), name)).project),
  )
  expect(first!.codings).toHaveLength(4)
  for (const other of others) expect(other).toEqual(first)
})
