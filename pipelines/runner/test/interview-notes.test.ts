import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InterviewReceipt, PassagePart } from '@pejling/indicators'
import { maskPassages, owner } from '@pejling/ledger'
import type { CodeCard, CondensationList, MemoList, NoteSearch } from '@pejling/warehouse'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closedInterviews } from './closed-interviews.ts'
import type { TestHouse } from './command-line.ts'
import { openLedgerOf } from './house-people.ts'
import { liveOf } from './killed-runs.ts'

// Every question is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

const study = 'interviews-synthetic'
const groups = 'Tidlig indsats/Pædagogiske indsatser og ressourcer/Små grupper'
let house: TestHouse

beforeAll(async () => {
  house = await closedInterviews(study)
}, 120_000)
afterAll(() => house.close())

async function ask<Answer>(...words: string[]): Promise<Answer> {
  const { out, err } = await house.pejling('interviews', ...words, '--study', study, '--json')
  if (!out) throw new Error(err)
  return JSON.parse(out) as Answer
}

const said = (parts: readonly PassagePart[] | undefined) =>
  parts?.map((part) => ('text' in part ? part.text : `[${part.masked}]`)).join('')
const cell = ['condensations', '--unit', 'X1', '--code', groups]
const condense = ['condense', '--unit', 'X1', '--code', groups]

test('condensations of a project and of a table are told by unit, code and author with the excerpts they rest on', async () => {
  const { condensations, n } = await ask<CondensationList>('condensations')
  expect(n).toBe(8)
  expect(condensations.map(({ unit, author, file, row }) => [unit, author, file, row])).toEqual([
    ['X6', 'koder_b', 'interviews/condensations.csv', 5],
    ['X1', 'koder_a', 'interviews/project.qdpx', undefined],
    ['X3', 'koder_a', 'interviews/project.qdpx', undefined],
    ['X1', 'koder_a', 'interviews/project.qdpx', undefined],
    ['X1', 'koder_b', 'interviews/condensations.csv', 2],
    ['X2', 'koder_a', 'interviews/project.qdpx', undefined],
    ['X3', 'koder_b', 'interviews/condensations.csv', 3],
    ['X5', 'koder_b', 'interviews/condensations.csv', 4],
  ])
  const own = await ask<{ excerpts: { excerpt: string }[] }>('excerpts', '--unit', 'X1', '--code', groups)
  expect(condensations[3].excerpts.toSorted()).toEqual(own.excerpts.map(({ excerpt }) => excerpt).toSorted())
})

test('memos are told with what they are about, condensations not among them', async () => {
  const { memos, n } = await ask<MemoList>('memos')
  expect([n, memos.map(({ about }) => about[0].kind)]).toEqual([
    6,
    ['project', 'code', 'code', 'case', 'source', 'excerpt'],
  ])
  const of = (await ask<MemoList>('memos', '--unit', 'X1')).memos
  expect(of.map(({ title }) => said(title))).toEqual(['Om huset'])
})

test('one without the right to excerpts is told how many there are, and no words; a mask reaches both', async () => {
  for (const what of ['condensations', 'memos']) {
    const refused = await ask<CondensationList>(what, '--as', 'rita@example.org')
    expect([refused.n > 5, refused.refused]).toEqual([true, 'right'])
    expect(JSON.stringify(refused)).not.toMatch(/grupper ligger|Huset|Nord|X1-leder/)
  }
  const words =
    'Små grupper ligger fast i ugen. Både leder og pædagog nævner bestemte dage, og de samme børn er sammen længe.'
  const { ledger, close } = await openLedgerOf(house.home)
  const textHash = createHash('sha256').update(words).digest('hex')
  await maskPassages(ledger, { study, textHash, ranges: [{ start: 37, end: 42, kind: 'name' }] }, owner)
  await close()
  const { condensations } = await ask<CondensationList>(...cell)
  expect(said(condensations[0].text)).toContain('fast i ugen. Både [name] og pædagog')
})

test('a search goes through memos and condensations too, in any form, and finds nothing that is masked', async () => {
  const notes = async (q: string, ...more: string[]) => {
    const { notes } = await ask<{ notes: NoteSearch }>('search', q, ...more)
    return [...notes.condensations, ...notes.memos].map(({ text }) =>
      text?.flatMap((part) => ('text' in part && 'hit' in part ? part.text : [])),
    )
  }
  expect(await notes('skema')).toEqual([['skemaer'], ['skemaet']])
  expect(await notes('"faste pladser"')).toEqual([['faste pladser']])
  expect(await notes('spørg* gang')).toEqual([['spørg', 'gang']])
  // «leder» is masked in one of them.
  expect((await notes('pædagogen')).length).toBe(2)
  expect((await notes('leder pædagog')).length).toBe(1)
  const refused = await ask<{ notes: NoteSearch }>('search', 'skema', '--as', 'rita@example.org')
  expect([refused.notes.n, refused.notes.refused]).toEqual([0, 'right'])
})

test('what is written in the house lies over the files at once and stands in the edition after the next run', async () => {
  const rita = await house.pejling(
    'interviews',
    ...condense,
    '--text',
    'x',
    '--study',
    study,
    '--as',
    'rita@example.org',
  )
  expect(rita.err).toContain(
    'no access: condensations of interviews-synthetic need the right to its excerpts',
  )
  expect(await ask(...condense, '--text', 'Mine ord.', '--as', 'rosa@example.org')).toMatchObject({
    changed: true,
  })
  const change = [...condense, '--author', 'koder_b', '--as', 'rosa@example.org']
  expect(await ask(...change, '--text', 'Koder B, rettet.')).toMatchObject({ changed: true })
  expect(await ask(...change, '--text', 'Koder B, rettet.')).toMatchObject({ changed: false })
  expect(await ask(...condense, '--author', 'koder_a', '--remove')).toMatchObject({ changed: true })
  const now = await ask<CondensationList>(...cell)
  const texts = ({ condensations }: CondensationList) =>
    condensations.map(({ text }) => said(text)).toSorted()
  expect(texts(now)).toEqual(['Koder B, rettet.', 'Mine ord.'])
  expect(now.condensations.every(({ written }) => written?.by.startsWith('p'))).toBe(true)
  const before = await liveOf(house)
  const asItWas = await ask<CondensationList>(...cell, '--edition', before)
  expect(asItWas.condensations.map(({ author }) => author)).toEqual(['koder_a', 'koder_b'])
  expect((await house.pejling('run')).code).toBe(0)
  const after = await ask<CondensationList>(...cell)
  expect(after.condensations.map(({ file }) => file)).toEqual([
    'settled/condensations.csv',
    'settled/condensations.csv',
  ])
  expect(texts(after)).toEqual(texts(now))
  const tables = await ask<Record<string, string[][]>>('settled')
  expect(
    tables['settled/condensations.csv'].map(([unit, , , author, , text]) => [unit, author, text]),
  ).toEqual([
    ['X1', expect.stringMatching(/^p/), 'Mine ord.'],
    ['X1', 'koder_b', 'Koder B, rettet.'],
    ['X1', 'koder_a', ''],
  ])
})

test('a project that is written holds what was condensed here, and brings it back', async () => {
  const file = join(house.home, 'written.qdpx')
  expect((await house.pejling('interviews', 'write', file, '--study', study)).code).toBe(0)
  const { out } = await house.pejling('interviews', 'read', file, '--json')
  const { memos, receipt } = JSON.parse(out) as {
    memos: { kind: string; text: string; author: string; about: { kind: string }[] }[]
    receipt: InterviewReceipt
  }
  const condensed = memos.filter(({ kind }) => kind === 'condensation')
  expect(condensed.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Mine ord.', 'Koder B, rettet.', 'Kun lejlighedsvis og på ture.']),
  )
  expect(condensed).toHaveLength(8)
  expect(receipt.counts.memos).toBe(14)
})

test('a code tells what it was called before, why, and how many codings went with it', async () => {
  const { versions } = await ask<CodeCard>('code', 'Citater til rapporten')
  expect(versions).toMatchObject([
    {
      kind: 'rename',
      date: '2026-11-20',
      moved: [{ from: 'Citater', to: 'Citater til rapporten', codings: 2 }],
    },
  ])
  const merged = await ask<CodeCard>(
    'code',
    'Tidlig indsats/Pædagogiske indsatser og ressourcer/Redskaber ved bekymring',
  )
  expect(merged.versions[0].moved.map(({ from, codings }) => [from.split('/').at(-1), codings])).toEqual([
    ['Marte Meo', 1],
    ['SMTTE', 4],
  ])
})

test('where texts are left at home there are no words of condensations and memos, and none are written', async () => {
  const file = join(house.studies, study, 'study.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('texts: roles', 'texts: left'))
  expect((await house.pejling('run')).code).toBe(0)
  const { condensations, refused } = await ask<CondensationList>('condensations')
  expect([refused, condensations.length, condensations.some(({ text }) => text)]).toEqual(['left', 8, false])
  const { err } = await house.pejling('interviews', ...condense, '--text', 'x', '--study', study)
  expect(err).toContain('no access: condensations of interviews-synthetic need the right to its excerpts')
})
