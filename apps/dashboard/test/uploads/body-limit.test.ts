import { expect, test } from 'vitest'
import { bodyRefusal } from '#lib/server/body-limit.ts'

const large = { 'content-length': '600000' }

test('only where files are sent may a body be large, or of a length nobody has said', () => {
  expect(bodyRefusal('/sign-in', { 'content-length': '200' })).toBeUndefined()
  expect(bodyRefusal('/sign-in', {})).toBeUndefined()
  expect(bodyRefusal('/sign-in', large)).toBe(413)
  expect(bodyRefusal('/sign-in', { 'transfer-encoding': 'chunked' })).toBe(411)
  expect(bodyRefusal('/rounds/12?/check', large)).toBe(413)
  expect(bodyRefusal('/rounds/newer', large)).toBe(413)
  expect(bodyRefusal('/rounds/files/a/b', large)).toBe(413)
  for (const door of ['/rounds/new', '/rounds/new?/send', '/rounds/files', '/rounds/files/0a1b'])
    expect([door, bodyRefusal(door, large)]).toEqual([door, undefined])
})
