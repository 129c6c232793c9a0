import { expect, test } from 'vitest'
import { passageParts, passageText } from '../../src/index.ts'

test('a masked passage is gone from a text, and what kind it was is said', () => {
  expect(passageParts('ring til Bo nu', 0, [{ start: 9, end: 11, kind: 'name' }])).toEqual([
    { text: 'ring til ' },
    { masked: 'name' },
    { text: ' nu' },
  ])
})

test('places are code points of the whole text, also after an emoji and in a slice of it', () => {
  const text = '😀 Åse bor her'
  const mask = { start: 2, end: 5, kind: 'name' } as const
  expect(passageParts(text, 0, [mask])).toEqual([{ text: '😀 ' }, { masked: 'name' }, { text: ' bor her' }])
  expect(passageParts('se bor', 3, [mask])).toEqual([{ masked: 'name' }, { text: ' bor' }])
})

test('masks that overlap or reach out of the slice leave nothing of what any of them covers', () => {
  const masks = [
    { start: 4, end: 8, kind: 'place' },
    { start: 0, end: 5, kind: 'name' },
    { start: 20, end: 30, kind: 'phone' },
  ] as const
  expect(passageParts('0123456789', 0, masks)).toEqual([{ masked: 'name' }, { text: '89' }])
})

test('no mask leaves the text as it is, and a text that is masked whole has no words', () => {
  expect(passageParts('abc', 5, [])).toEqual([{ text: 'abc' }])
  expect(passageParts('', 0, [])).toEqual([])
  expect(
    passageText(passageParts('abc', 0, [{ start: 0, end: 9, kind: 'other' }]), (kind) => `[${kind}]`),
  ).toBe('[other]')
})
