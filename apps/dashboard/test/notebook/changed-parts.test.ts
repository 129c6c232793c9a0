import { expect, test } from 'vitest'
import { changedParts } from '../../src/lib/server/notebook/changed-parts.ts'

const parts = [{ text: 'a' }, { view: 1 }, { text: 'b' }]
const form = (fields: Record<string, string>) => (name: string) =>
  ({ 'text-0': 'a', 'text-2': 'b', ...fields })[name] ?? ''

test('a form that changes nothing leaves the parts as they are', () => {
  expect(changedParts(parts, form({ act: 'save' }))).toEqual(parts)
})

test('texts are as they were written, a new one comes last, an empty one goes', () => {
  const fields = { 'text-0': ' ', 'text-2': 'b\r\nc', 'text-new': 'd', act: 'save' }
  expect(changedParts(parts, form(fields))).toEqual([{ view: 1 }, { text: 'b\nc' }, { text: 'd' }])
})

test('a part goes up, down or out, and what was written meanwhile is kept', () => {
  const written = { 'text-0': 'A' }
  expect(changedParts(parts, form({ ...written, act: 'up:1' }))).toEqual([
    { view: 1 },
    { text: 'A' },
    { text: 'b' },
  ])
  expect(changedParts(parts, form({ ...written, act: 'down:1' }))).toEqual([
    { text: 'A' },
    { text: 'b' },
    { view: 1 },
  ])
  expect(changedParts(parts, form({ ...written, act: 'drop:1' }))).toEqual([{ text: 'A' }, { text: 'b' }])
})

test('the first does not go up, the last not down, and a place that is not there moves nothing', () => {
  for (const act of ['up:0', 'down:2', 'drop:3', 'drop:', 'sort:1'])
    expect(changedParts(parts, form({ act }))).toEqual(parts)
})
