import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  characterCounts,
  type CodeCount,
  type Edition,
  excerptCounts,
  listCoderPairs,
} from '../../src/index.ts'
import { codedEdition, type Given } from './coded-edition.ts'

const pair = { study: 'trial', first: 'a', second: 'b' }
const sources = [
  { source: 's', length: 100, unit: 'u' },
  { source: 't', length: 50, unit: 'u' },
  { source: 'unsure', length: 50, certain: false },
  { source: 'alone', length: 50 },
]
const given: Given[] = [
  ['s', 'x', 'a', 10, 30],
  ['s', 'x', 'a', 20, 40],
  ['s', 'x', 'b', 25, 45],
  ['s', 'x/y', 'a', 60, 70],
  ['s', 'x', 'b', 60, 70],
  ['s', 'z', 'b', 70, 80],
  ['t', 'z', 'a', 0, 60],
  ['t', 'x', 'b', 10, 20],
  ['unsure', 'x', 'a', 0, 9],
  ['unsure', 'x', 'b', 0, 9],
  ['alone', 'x', 'a', 0, 9],
]
let house: Awaited<ReturnType<typeof codedEdition>>
let edition: Edition
beforeAll(async () => {
  house = await codedEdition(sources, given)
  edition = house.edition
})
afterAll(() => house.close())

const of = (codes: CodeCount[]) =>
  Object.fromEntries(
    codes.map(({ code, source, both, first, second }) => [`${source} ${code}`, [both, first, second]]),
  )

test('two coders are a pair by the sources both coded', async () => {
  expect(await listCoderPairs(edition, 'trial')).toEqual([{ first: 'a', second: 'b', sources: 3, units: 1 }])
  expect(await listCoderPairs(edition, 'another')).toEqual([])
})

test('each character counts once, however many excerpts of a coder hold it, and none beyond the text', async () => {
  const { sources, codes } = await characterCounts(edition, pair)
  expect(sources).toEqual([
    { source: 's', unit: 'u', pieces: 100 },
    { source: 't', unit: 'u', pieces: 50 },
  ])
  expect(of(codes)).toEqual({
    's x': [15, 15, 15],
    's x/y': [0, 10, 0],
    's z': [0, 0, 10],
    't x': [0, 0, 10],
    't z': [0, 50, 0],
  })
})

test('a code below counts as those above it where that is asked for', async () => {
  const { codes } = await characterCounts(edition, { ...pair, below: true })
  expect(of(codes)).toMatchObject({ 's x': [25, 15, 5], 's x/y': [0, 10, 0] })
})

test('stretches are what excerpts of either coder touch, and places what one of them marked', async () => {
  const stretches = await excerptCounts(edition, { ...pair, units: 'overlap' })
  expect(stretches.sources.map(({ pieces }) => pieces)).toEqual([3, 1])
  expect(of(stretches.codes)).toEqual({
    's x': [1, 0, 1],
    's x/y': [0, 1, 0],
    's z': [0, 0, 1],
    't x': [0, 0, 1],
    't z': [0, 1, 0],
  })
  const places = await excerptCounts(edition, { ...pair, units: 'place' })
  expect(places.sources.map(({ pieces }) => pieces)).toEqual([5, 2])
  expect(of(places.codes)).toMatchObject({ 's x': [0, 2, 2] })
})

test('three hundred random codings count as they do one character and one stretch at a time', async () => {
  let state = 7
  const random = (below: number) => (state = (state * 48271) % 2147483647) % below
  const length = 400
  const names = ['x', 'x/y', 'x/y/w', 'z']
  const many = [...Array(300)].map((): Given => {
    const start = random(length - 1)
    return [`s${random(5)}`, names[random(4)], random(2) ? 'a' : 'b', start, start + 1 + random(9)]
  })
  const held = [0, 1, 2, 3, 4].map((i) => ({ source: `s${i}`, length }))
  const { edition, close } = await codedEdition(held, many)
  const reach = (end: number) => Math.min(end, length)
  for (const below of [false, true]) {
    const counted = (code: string, of: string) => code === of || (below && code.startsWith(`${of}/`))
    const pieces = (source: string, code: string, at: number[][]) => {
      const counts = [0, 0, 0]
      for (const [from, to] of at) {
        const [a, b] = ['a', 'b'].map((coder) =>
          many.some(
            ([where, what, who, start, end]) =>
              where === source && who === coder && counted(what, code) && start < to && reach(end) > from,
          ),
        )
        if (a || b) counts[a && b ? 0 : a ? 1 : 2]++
      }
      return counts
    }
    const characters = [...Array(length).keys()].map((at) => [at, at + 1])
    const stretchesOf = (source: string) => {
      const own = many.filter(([where]) => where === source).map(([, , , start, end]) => [start, reach(end)])
      own.sort((one, other) => one[0] - other[0])
      const runs: number[][] = []
      for (const [start, end] of own)
        if (runs.length && start < runs.at(-1)![1]) runs.at(-1)![1] = Math.max(end, runs.at(-1)![1])
        else runs.push([start, end])
      return runs
    }
    const wanted = (at: (source: string) => number[][]) =>
      Object.fromEntries(
        held.flatMap(({ source }) =>
          names
            .map((code) => [`${source} ${code}`, pieces(source, code, at(source))] as const)
            .filter(([, counts]) => counts.some(Boolean)),
        ),
      )
    expect(of((await characterCounts(edition, { ...pair, below })).codes)).toEqual(wanted(() => characters))
    const stretches = await excerptCounts(edition, { ...pair, below, units: 'overlap' })
    expect(of(stretches.codes)).toEqual(wanted(stretchesOf))
    expect(stretches.sources.map(({ pieces }) => pieces)).toEqual(
      held.map(({ source }) => stretchesOf(source).length),
    )
  }
  await close()
}, 30_000)
