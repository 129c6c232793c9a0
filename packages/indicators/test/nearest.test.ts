import { expect, test } from 'vitest'
import { didYouMean, nearest } from '../src/index.ts'

test('letters that changed places are one difference', () => {
  expect(nearest('modle', ['model', 'mood'])).toBe('model')
  expect(nearest('kora-2071', ['smaabornsteam-2020', 'kora-2017'])).toBe('kora-2017')
})

test('nothing far-fetched is offered', () => {
  expect(nearest('x', ['screening'])).toBeUndefined()
  expect(didYouMean('abc', ['xyz'])).toBe('')
  expect(didYouMean('anything', [])).toBe('')
})

test('case does not matter', () => {
  expect(didYouMean('Screening', ['screening'])).toBe(' (did you mean screening?)')
})
