import { expect, test } from 'vitest'
import { sourceLines } from '#lib/server/source-lines.ts'

test('lines end as the file ends them, and the last one may be unfinished', () => {
  expect(sourceLines(Buffer.from('a\r\nb\nc')).lines).toEqual(['a', 'b', 'c'])
  expect(sourceLines(Buffer.from('a\n\n')).lines).toEqual(['a', ''])
  expect(sourceLines(Buffer.from('')).lines).toEqual([])
})

test('Danish letters of an old file are read as they were written', () => {
  expect(sourceLines(Buffer.from([0xe6, 0xf8, 0xe5]), 'windows-1252').lines).toEqual(['æøå'])
})

test('a file that is not text has no lines', () => {
  expect(sourceLines(Buffer.from([1, 0, 2])).lines).toBeUndefined()
})
