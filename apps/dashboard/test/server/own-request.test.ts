import { expect, test } from 'vitest'
import { isOwnRequest } from '#lib/server/own-request.ts'

const here = new URL('https://pejling.example.dk/rounds')
const own = (headers: Record<string, string>) => isOwnRequest(new Headers(headers), here)

test('a form of this site says so, and one of another site cannot', () => {
  expect(own({ origin: 'https://pejling.example.dk' })).toBe(true)
  expect(own({ origin: 'https://elsewhere.example' })).toBe(false)
  expect(own({ origin: 'null' })).toBe(false)
  expect(own({ origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' })).toBe(false)
})

test('where the browser leaves out where it comes from, its own word for it counts, and nothing else', () => {
  expect(own({ 'sec-fetch-site': 'same-origin' })).toBe(true)
  for (const site of ['same-site', 'cross-site', 'none'])
    expect([site, own({ 'sec-fetch-site': site })]).toEqual([site, false])
  expect(own({})).toBe(false)
})
