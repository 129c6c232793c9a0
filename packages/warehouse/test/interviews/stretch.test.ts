import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDisagreements, seenStretch, type StretchSide, unmasked } from '../../src/index.ts'
import { codedEdition, type Given } from './coded-edition.ts'

const text = 'Vi har små grupper, siger Bo, hver tirsdag og torsdag.'
const at = (words: string): [number, number] => [text.indexOf(words), text.indexOf(words) + words.length]
const given: Given[] = [
  ['s', 'x', 'a', ...at('små grupper, siger Bo')],
  ['s', 'x', 'b', ...at('siger Bo, hver tirsdag')],
  ['s', 'y', 'b', ...at('tirsdag og torsdag')],
  ['s', 'z', 'a', ...at('torsdag')],
  ['s', 'z', 'b', ...at('torsdag')],
]
let house: Awaited<ReturnType<typeof codedEdition>>
beforeAll(async () => {
  house = await codedEdition([{ source: 's', length: text.length, unit: 'u', text }], given)
})
afterAll(() => house.close())

const pair = { study: 'trial', first: 'a', second: 'b' }
const marked = ({ pieces }: StretchSide, which: 'given' | 'within') =>
  pieces!.flatMap((piece) =>
    piece[which] ? piece.parts.map((part) => ('text' in part ? part.text : `[${part.masked}]`)) : [],
  )

test('what both gave to the same place is no disagreement; other places and one coder alone are', async () => {
  const found = await listDisagreements(house.edition, pair)
  expect(found.map(({ code, kind, unit }) => [code, kind, unit])).toEqual([
    ['x', 'extent', 'u'],
    ['y', 'given', 'u'],
  ])
  const [start, end] = at('små grupper, siger Bo, hver tirsdag')
  expect(found[0]).toMatchObject({ start, end })
  expect(found[0].item).toMatch(/^[0-9a-f]{16}$/)
  expect(await listDisagreements(house.edition, { ...pair, first: 'b', second: 'c' })).toEqual([])
})

test('both sides have the same words, each with what that coder marked and gave beside it', async () => {
  const [extent] = await listDisagreements(house.edition, pair)
  const { first, second } = await seenStretch(house.edition, 'trial', extent, pair, unmasked)
  expect(marked(first, 'given').join('')).toBe('små grupper, siger Bo')
  expect(marked(second, 'given').join('')).toBe('siger Bo, hver tirsdag')
  for (const side of [first, second])
    expect(marked(side, 'within').join('')).toBe('små grupper, siger Bo, hver tirsdag')
  expect([first.codes, second.codes]).toEqual([[], ['y']])
})

test('what is masked is shown on no side, and without leave to read there are no words and no name', async () => {
  const [extent] = await listDisagreements(house.edition, pair)
  const [start, end] = at('Bo')
  const masks = new Map([['hash of s', [{ start, end, kind: 'name' as const }]]])
  const seen = await seenStretch(house.edition, 'trial', extent, pair, { masks })
  expect(marked(seen.first, 'given').join('')).toBe('små grupper, siger [name]')
  expect(JSON.stringify(seen)).not.toContain('Bo')
  const refused = await seenStretch(house.edition, 'trial', extent, pair, { refused: 'left', names: false })
  expect(refused.first.pieces).toBeUndefined()
  expect(refused.source.name).toBeUndefined()
})
