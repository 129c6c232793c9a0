import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { AnswerCache } from '#lib/server/answer-cache.ts'

test('an answer comes back in the encoding that is asked for', () => {
  const cache = new AnswerCache()
  cache.keep('a', 'hej'.repeat(100), 'text/html', '"1"')
  const [br, gzip, plain] = ['gzip, br', 'gzip', ''].map((accepted) => cache.find('a', accepted)!)
  expect([br.encoding, gzip.encoding, plain.encoding]).toEqual(['br', 'gzip', undefined])
  for (const body of [brotliDecompressSync(br.body), gunzipSync(gzip.body), plain.body])
    expect(body.toString()).toBe('hej'.repeat(100))
})

test('the answer unused for longest goes first', () => {
  const cache = new AnswerCache(100)
  for (const key of ['a', 'b', 'c']) cache.keep(key, 'x'.repeat(25), 't', '"1"')
  cache.find('a', '')
  for (const key of ['d', 'e']) cache.keep(key, 'x'.repeat(25), 't', '"1"')
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.find(key, ''))).toEqual(['a', 'c', 'd', 'e'])
})

test('an answer too large for the cache is not kept', () => {
  const cache = new AnswerCache(100)
  cache.keep('a', 'x'.repeat(26), 't', '"1"')
  expect(cache.find('a', '')).toBeUndefined()
})
