import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { CodeChange, CondensationRow, Memo } from '@pejling/indicators'
import { problemLine } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { sampleCondensations } from '../sample/make-sample.ts'
import { sampleProject } from '../sample/sample-project.ts'
import { addCondensations } from '../src/add-condensations.ts'
import { mergeProjects } from '../src/merge-projects.ts'
import { readInterviews } from '../src/index.ts'
import { withFolder } from './written.ts'

const data = resolve(import.meta.dirname, '../../../data')
const groups = 'Tidlig indsats/Pædagogiske indsatser og ressourcer/Små grupper'

async function read(name: string, text: string) {
  return withFolder(async (folder) => {
    const file = join(folder, name)
    await writeFile(file, text)
    return readInterviews(file, name)
  })
}

async function added(rows: Partial<CondensationRow>[], changes: CodeChange[] = []) {
  const { project } = await sampleProject(data)
  const full = rows.map((row, i) => ({
    ...{ row: i + 2, unit: 'X1', code: groups, names: groups.split('/'), text: 't', excerpts: [], ...row },
  }))
  const merged = mergeProjects([{ file: 'a.qdpx', project }])
  const table = { path: 'condensations.csv', name: 'interviews/condensations.csv', rows: full }
  const { merged: found, problems } = addCondensations(merged, [table], changes)
  const condensed = found.project.memos.filter(({ kind }) => kind === 'condensation')
  return { found, condensed, told: problems.map(problemLine) }
}

const about = ({ about }: Memo, kind: string) => about.filter((one) => one.kind === kind)

test('the table of condensations in the repository is what the readable sources make', async () => {
  const kept = await readFile(join(data, 'studies/interviews-synthetic/interviews/condensations.csv'), 'utf8')
  expect(await sampleCondensations(data)).toBe(kept)
})

test('a table of condensations is told from one of codings, in Danish too', async () => {
  const { project, condensations, receipt, coderNames } = await read(
    'x.csv',
    'Enhed;Kode;Forfatter;Kondensering;Uddrag\r\nX1;Opsporing > TOPI;Anna Opdigtet;"To gange, sagde hun";1121f44f8dba21c8; leder 3-9\r\n',
  )
  expect(receipt).toMatchObject({ format: 'condensations', counts: { coders: 1, cases: 1, memos: 1 } })
  expect(coderNames).toEqual(['Anna Opdigtet'])
  expect(condensations).toMatchObject([
    {
      ...{ row: 2, unit: 'X1', code: 'Opsporing > TOPI', names: ['Opsporing', 'TOPI'], author: 'coder_1' },
      text: 'To gange, sagde hun',
    },
  ])
  expect(project!.memos).toEqual([
    {
      kind: 'condensation',
      text: 'To gange, sagde hun',
      author: 'coder_1',
      about: [{ kind: 'case', case: 0 }],
    },
  ])
  expect((await read('x.csv', 'source;code;excerpt\na;b;c\n')).receipt.format).toBe('codings')
})

test('summaries by document and code are condensations of the interview', async () => {
  const { condensations } = await read('x.csv', 'Document,Code,Summary\nX1-leder,TOPI,Twice a year\n')
  expect(condensations).toEqual([
    { row: 2, source: 'X1-leder', code: 'TOPI', names: ['TOPI'], text: 'Twice a year', excerpts: [] },
  ])
})

test('a grid with a case in every row and a code in every column is a table of condensations if its name says so', async () => {
  const text = 'Case,Opsporing > TOPI,Små grupper\nX1,Twice a year,Every week\nX2,,Sometimes\n'
  const { condensations } = await read('framework matrix.csv', text)
  expect(condensations?.map(({ row, unit, code, text }) => `${row} ${unit} ${code}: ${text}`)).toEqual([
    '2 X1 Opsporing > TOPI: Twice a year',
    '2 X1 Små grupper: Every week',
    '3 X2 Små grupper: Sometimes',
  ])
  const { receipt } = await read('more.csv', text)
  expect(receipt.problems.map(problemLine)).toEqual([
    'more.csv:1: expected a column source or kilde, found none',
  ])
})

test('a row without a unit or a code stops and is told by its place', async () => {
  const { receipt, project } = await read('c.csv', 'unit,code,text\n,TOPI,a\nX1,,b\nX1,TOPI,c\n')
  expect(receipt.problems.map(problemLine)).toEqual([
    'c.csv:2: expected a unit or an interview, found none',
    'c.csv:3: expected a code, found none',
  ])
  expect(project).toBeUndefined()
})

test('a note about one code and one case that is written as a project comes back as a condensation', async () => {
  const { project } = await sampleProject(data)
  const { project: found } = await readInterviews(join(data, 'samples/interviews/project.qdpx'), 'p')
  const of = (memos: Memo[]) => memos.filter(({ kind }) => kind === 'condensation').map(({ text }) => text)
  expect(of(found!.memos)).toEqual(of(project.memos))
  expect(of(found!.memos)).toHaveLength(4)
})

test('a row is tied to the case of its unit, its code however the path is written, and the excerpts it names', async () => {
  const { project } = await sampleProject(data)
  const excerpt = project.excerpts.find(({ place }) => place.kind === 'text')!
  const { start, end } = excerpt.place as { start: number; end: number }
  const { condensed, told } = await added([
    {
      ...{ unit: ' x1 ', code: 'Små grupper', names: ['Små grupper'], author: 'koder_c' },
      excerpts: [excerpt.id, `X1-leder ${start}-${end}`, 'X1-leder 1-2'],
    },
  ])
  const one = condensed.at(-1)!
  expect(about(one, 'code')).toEqual([{ kind: 'code', code: groups }])
  expect(about(one, 'case')).toEqual([{ kind: 'case', case: 0 }])
  expect(about(one, 'excerpt')).toEqual([{ kind: 'excerpt', excerpt: excerpt.id }])
  expect(told).toEqual(['condensations.csv:2: expected excerpts of the interviews, found 1 that are none'])
})

test('a row that speaks of what is not there is left out and told by its place', async () => {
  const { told, condensed } = await added([
    { code: 'TOPPI', names: ['TOPPI'] },
    { unit: undefined, source: 'nobody' },
  ])
  expect(told).toEqual([
    expect.stringContaining('condensations.csv:2: unknown code: TOPPI'),
    'condensations.csv:3: expected the name of one interview, found none or several of that name',
  ])
  expect(condensed).toHaveLength(4)
})

test('a later one of the same unit, code and author replaces an earlier one, and an empty one takes it away', async () => {
  const mine = { author: 'koder_a' }
  const texts = async (text: string) =>
    (await added([{ ...mine, text }])).condensed
      .filter((one) => JSON.stringify(one.about).includes('"case":0') && one.author === 'koder_a')
      .map((one) => one.text)
  expect((await texts('anew')).filter((text) => text === 'anew')).toHaveLength(1)
  expect((await texts('anew')).length).toBe((await texts(' ')).length + 1)
  const twice = await added([mine, mine])
  expect(twice.told).toEqual([
    'condensations.csv:3: expected one condensation of a unit, a code and an author, found another',
  ])
})

test('a row that calls a code what it was called before is about what it is called now', async () => {
  const { project } = await sampleProject(data)
  expect(project.codes.some(({ path }) => path === 'Gamle grupper/Små')).toBe(false)
  const text = { da: 'x', en: 'x' }
  const changes: CodeChange[] = [
    { kind: 'rename', date: '2026-01-01', reason: text, from: 'Gamle grupper', to: 'Grupper' },
    { kind: 'merge', date: '2026-01-02', reason: text, from: ['Grupper/Små', 'Andre'], to: groups },
  ]
  const code = 'Gamle grupper/Små'
  const { condensed, told } = await added([{ code, names: code.split('/'), author: 'koder_c' }], changes)
  expect(told).toEqual([])
  expect(about(condensed.at(-1)!, 'code')).toEqual([{ kind: 'code', code: groups }])
})
