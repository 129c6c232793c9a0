import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { literal, rows, withDatabase, writeRows } from '@pejling/warehouse'
import { expect, test } from 'vitest'
import { codersOf, judgesOf, loadInterviews, quantifyTables } from '../src/index.ts'
import { mergeProjects } from '../src/merge-projects.ts'
import { pseudonymised } from '../src/pseudonymised.ts'
import { readInterviews } from '../src/read/read-interviews.ts'
import { withFolder } from './written.ts'

const sample = resolve(import.meta.dirname, '../../../data/samples/interviews/project.qdpx')

test('the same file twice is the same project once, and everything is said to be of the first', async () => {
  const { project } = await readInterviews(sample, 'a')
  const {
    project: both,
    files,
    fileOf,
    memoFiles,
  } = mergeProjects([
    { file: 'a', project: project! },
    { file: 'b', project: project! },
  ])
  expect(both).toEqual(project)
  expect(files.map(({ file }) => file)).toEqual(['a', 'b'])
  expect(new Set([...fileOf.code.values(), ...fileOf.source.values(), ...fileOf.coding.values()])).toEqual(
    new Set(['a']),
  )
  expect(memoFiles).toEqual(Array.from({ length: 10 }, () => 'a'))
})

test('sets of one name are one', () => {
  const empty = { coders: [], codes: [], classifications: [], sources: [], excerpts: [], codings: [] }
  const rest = { ...empty, cases: [], memos: [] }
  const set = (name: string, sources: string[]) => ({ name, sources, codes: ['x'] })
  const { project } = mergeProjects([
    { file: 'a', project: { ...rest, sets: [set('1A', ['p'])] } },
    {
      file: 'b',
      project: { ...rest, sets: [set('1B', ['p']), { ...set('1A', ['q', 'p']), description: 'd' }] },
    },
  ])
  expect(project.sets).toEqual([{ ...set('1A', ['p', 'q']), description: 'd' }, set('1B', ['p'])])
})

test('what a second file adds stands in its place in the tree, and cases of one name are one', () => {
  const empty = {
    coders: [],
    classifications: [],
    sources: [],
    excerpts: [],
    codings: [],
    sets: [],
    memos: [],
  }
  const code = (path: string) => ({ path, name: path.split('/').at(-1)!, codable: true })
  const about = (name: string | undefined, values: Record<string, string>, codes: string[]) => ({
    ...{ ...(name === undefined ? {} : { name }), values, codes, sources: [], excerpts: [] },
  })
  const { project } = mergeProjects([
    {
      file: 'a',
      project: {
        ...empty,
        codes: [code('x'), code('x/1'), code('y')],
        cases: [about('H', { k: '1' }, ['x'])],
      },
    },
    {
      file: 'b',
      project: {
        ...empty,
        codes: [{ ...code('x'), description: 'said later' }, code('x/2'), code('x/2/a')],
        cases: [about(undefined, {}, []), about('H', { k: '2', l: '3' }, ['x', 'x/2'])],
        memos: [{ kind: 'memo', text: 'm', about: [{ kind: 'case', case: 1 }] }],
      },
    },
  ])
  expect(project.codes.map(({ path }) => path)).toEqual(['x', 'x/1', 'x/2', 'x/2/a', 'y'])
  expect(project.codes[0].description).toBe('said later')
  expect(project.cases).toEqual([about('H', { k: '1', l: '3' }, ['x', 'x/2']), about(undefined, {}, [])])
  expect(project.memos[0].about).toEqual([{ kind: 'case', case: 0 }])
})

test('a name that has the form of a pseudonym is kept, any other gets the one it was given or the next free', () => {
  expect([
    ...pseudonymised(['Bo Bæk', 'coder_1', 'Anna', 'p7k2m9x4qt3vb'], { Anna: 'p222222222222' }),
  ]).toEqual([
    ['Bo Bæk', 'coder_2'],
    ['coder_1', 'coder_1'],
    ['Anna', 'p222222222222'],
    ['p7k2m9x4qt3vb', 'p7k2m9x4qt3vb'],
  ])
})

test('the names of coders and judges are found, and stand in no table', async () => {
  await withFolder(async (folder) => {
    const file = join(folder, 'codings.csv')
    const text = `source;code;excerpt;coder
S1;Opsporing > TOPI;vi måler alle;Anna Åkjær
S1;Opsporing > TOPI;vi måler alle;coder_7
`
    await writeFile(file, text)
    const judgements = 'unit,variable,coder,value\nu1,v,Anna Åkjær,yes\nu1,v,koder_b,yes\n'
    expect(await codersOf([{ name: 'codings.csv', path: file }])).toEqual(['Anna Åkjær'])
    expect(judgesOf(judgements)).toEqual(['Anna Åkjær'])
    const coders = { 'Anna Åkjær': 'p333333333333' }
    const { problems } = await loadInterviews({
      ...{
        files: [{ file, path: 's/codings.csv', name: 'codings.csv' }],
        coders,
        texts: 'kept',
        output: folder,
      },
    })
    expect(problems.filter(({ severity }) => severity === 'stops')).toEqual([])
    const rowsFile = join(folder, 'rows.parquet')
    const categories = ['no', 'yes'].map((id) => ({ id, label: { da: id, en: id } }))
    await withDatabase((connection) =>
      writeRows(
        connection,
        [
          { line: 2, id: 'u1' },
          { line: 3, id: 'u2' },
          { line: 4, id: null },
        ],
        { line: 'BIGINT', id: 'VARCHAR' },
        rowsFile,
      ),
    )
    const told = await quantifyTables({
      ...{ tables: folder, path: 's/interviews', coders, output: folder },
      rules: {
        ...{ study: 's', unit: { id: 'unit', by: 'case' }, codes: {} },
        rules: [{ kind: 'judgement', variable: 'v', version: 1, date: '2026-11-21' }],
      },
      variables: [
        {
          ...{ id: 'v', label: { da: 'v', en: 'v' }, unit: 'unit', scale: 'ordinal', categories },
          ...{ quality: 'process', disclosure: 'open' },
        },
      ],
      unit: { parts: [{ rows: rowsFile }], key: 'id' },
      judgements: [{ path: 's/judgements.csv', text: judgements }],
    })
    expect(told.rows).toBe(2)
    const read = (name: string) =>
      withDatabase((connection) =>
        rows<Record<string, unknown>>(
          connection,
          `SELECT * FROM read_parquet(${literal(join(folder, `${name}.parquet`))})`,
        ),
      )
    expect(await read('coding')).toMatchObject([
      { coder: 'p333333333333', file: 'codings.csv' },
      { coder: 'coder_7', file: 'codings.csv' },
    ])
    expect((await read('unit_value_coder')).map(({ coder }) => coder)).toEqual(['koder_b', 'p333333333333'])
    expect(await read('derived')).toEqual([
      { line: 2, v: 'yes', v__missing: null },
      { line: 3, v: null, v__missing: 'not_codable' },
      { line: 4, v: null, v__missing: 'not_codable' },
    ])
  })
})
