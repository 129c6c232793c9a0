import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Edition, type Reading, searchTexts, unmasked } from '../../src/index.ts'
import { codedEdition } from './coded-edition.ts'

const texts = [
  'Små grupper hver tirsdag.\nDe små leger, og grupperne er gode.',
  'Vi går på tur 🌲 i små grupper, siger Bo.',
  'Grupper af små børn. Ingen andre små',
  'grupper står her først: e\u0301n og 𝒜12b.',
]
let edition: Edition
let close: () => Promise<void>
beforeAll(async () => {
  ;({ edition, close } = await codedEdition(
    texts.map((text, i) => ({ source: `s${i}`, length: [...text].length, text })),
    [['s0', 'A', 'coder_1', 0, 11]],
  ))
})
afterAll(() => close())

const asked = (q: string, reading: Reading = unmasked) => searchTexts(edition, { study: 'trial', q }, reading)

/** What was found, with its hits in brackets and its place. */
const seen = async (q: string, reading?: Reading) =>
  (await asked(q, reading)).sources.map(({ source, n, hits }) => [
    source.source,
    n,
    ...hits.map(
      ({ start, end, line, parts }) =>
        `${start}–${end} line ${line}: ${parts.map((part) => ('masked' in part ? `<${part.masked}>` : part.hit ? `[${part.text}]` : part.text)).join('')}`,
    ),
  ])

test('a word is found in all its forms, most hits first, with its place in code points', async () => {
  expect(await seen('gruppe')).toEqual([
    ['s0', 2, '4–52 line 1: Små [grupper] hver tirsdag.\nDe små leger, og [grupperne] er gode.'],
    ['s1', 1, '22–29 line 1: Vi går på tur 🌲 i små [grupper], siger Bo.'],
    ['s2', 1, '0–7 line 1: [Grupper] af små børn. Ingen andre små'],
    ['s3', 1, '0–7 line 1: [grupper] står her først: e\u0301n og 𝒜12b.'],
  ])
})

test('words in quotation marks stand one after the other, and never over the end of a text', async () => {
  expect((await seen('"små grupper"')).map(([source, n]) => [source, n])).toEqual([
    ['s0', 1],
    ['s1', 1],
  ])
  expect(await seen('"grupper små"')).toEqual([])
})

test('all words must stand in a text', async () => {
  expect((await seen('tirsdag grupper')).map(([source, n]) => [source, n])).toEqual([['s0', 3]])
  expect(await seen('tirsdag findesikke')).toEqual([])
})

test('a star finds whatever begins so', async () => {
  expect((await asked('t*')).sources.map(({ source, n }) => [source.source, n])).toEqual([
    ['s0', 1],
    ['s1', 1],
  ])
  expect((await asked('"små gr*"')).n).toBe(2)
})

test('letters beyond the first plane and combining marks are of a word', async () => {
  expect(await seen('𝒜12b')).toEqual([['s3', 1, expect.stringMatching(/^31–35 line 1: /)]])
  expect((await asked('e\u0301n')).n).toBe(1)
})

test('what is masked is not found, and not shown beside what is', async () => {
  const reading: Reading = { masks: new Map([['hash of s1', [{ start: 37, end: 39, kind: 'name' }]]]) }
  expect(await seen('bo')).toEqual([['s1', 1, expect.stringContaining('siger [Bo].')]])
  expect(await seen('bo', reading)).toEqual([])
  expect(await seen('tur', reading)).toEqual([
    ['s1', 1, '10–13 line 1: Vi går på [tur] 🌲 i små grupper, siger <name>.'],
  ])
})

test('one who may not read the texts is told nothing of what is in them', async () => {
  expect(await asked('gruppe', { refused: 'role', names: false })).toEqual({
    ...{ study: 'trial', q: 'gruppe', sources: [], n: 0, interviews: 0, refused: 'role' },
  })
})
