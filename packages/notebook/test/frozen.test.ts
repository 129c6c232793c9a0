import { expect, test } from 'vitest'
import { findTampering, type FrozenRecord, frozenName, parseViewName, sealOf } from '../src/index.ts'
import { canonical, seenAs, waysOfSeeing } from '../src/index.ts'

const result = canonical({ n: 24 })
const results = Object.fromEntries(Object.keys(waysOfSeeing).map((way) => [way, result.sha256]))
const frozen = {
  ...{ view: 12, study: 'a', question: '?study=a&x=b&y=c', edition: 'e1', contents: '0'.repeat(64) },
  results: results as FrozenRecord['results'],
}
const seal = sealOf(frozen)
const record: FrozenRecord = { ...frozen, seal, texts: { [result.sha256]: result.text } }
const entry = { seal, whole: true }
const shownSeal = seal.slice(0, 16)

test('a canonical text does not know in which order fields were written, and leaves out what is undefined', () => {
  const one = canonical({ b: [1, 2.5, null], a: { d: 'æ', c: undefined } })
  expect(one.text).toBe('{"a":{"d":"æ"},"b":[1,2.5,null]}')
  expect(canonical({ a: { d: 'æ' }, b: [1, 2.5, null] })).toEqual(one)
})

test('a seal is SHA-256 of the canonical text of all that is sealed', () => {
  // printf '%s' '{"contents":…}' | sha256sum
  expect(sealOf({ ...frozen, results: {} as FrozenRecord['results'] })).toBe(
    '5201da1e0021b14753bbddf30c6334da5329e3dc57863aab79748093229604bf',
  )
})

test('every part of what is sealed changes the seal', () => {
  const other = {
    view: 13,
    study: 'b',
    question: '?',
    figure: 'mosaic',
    edition: 'e2',
    contents: '1',
    results: {},
  }
  for (const [name, value] of Object.entries(other))
    expect([name, sealOf({ ...frozen, [name]: value })]).not.toEqual([name, seal])
})

test('a name in an address is a number, for a frozen view with sixteen digits of its seal', () => {
  expect(frozenName(12, seal)).toBe(`12-${shownSeal}`)
  expect(parseViewName(`12-${shownSeal}`)).toEqual({ view: 12, seal: shownSeal })
  expect(parseViewName('12')).toEqual({ view: 12 })
  for (const name of ['', '0', '01', '-1', '12-', '12-ABC', '12 ', '1e3', '../12', '9999999999'])
    expect(() => parseViewName(name)).toThrow(new Error(`unknown view: ${name}`))
})

test('what is as it was sealed is not tampered with, and a seal that was not said is not asked for', () => {
  expect(findTampering(record, entry, shownSeal)).toBeUndefined()
  expect(findTampering(record, entry, undefined)).toBeUndefined()
})

test('each kind of tampering is told by its name', () => {
  expect(findTampering(record, entry, shownSeal.slice(1))).toBe('link')
  expect(findTampering(record, entry, `${shownSeal}0`)).toBe('link')
  expect(findTampering({ ...record, question: '?study=a&x=b&y=d' }, entry, shownSeal)).toBe('record')
  expect(findTampering({ ...record, edition: 'e2' }, entry, shownSeal)).toBe('record')
  expect(findTampering({ ...record, texts: { [result.sha256]: '{"n":25}' } }, entry, shownSeal)).toBe(
    'result',
  )
  expect(findTampering({ ...record, texts: {} }, entry, shownSeal)).toBe('result')
  expect(findTampering(record, undefined, shownSeal)).toBe('log')
  expect(findTampering(record, { seal, whole: false }, shownSeal)).toBe('log')
})

test('one who rewrites record and seal together is found by the log, and by the address that was printed', () => {
  const changed = { ...frozen, question: '?study=a&x=b&y=d' }
  const forged = { ...record, ...changed, seal: sealOf(changed) }
  expect(findTampering(forged, entry, forged.seal.slice(0, 16))).toBe('log')
  expect(findTampering(forged, { seal: forged.seal, whole: true }, shownSeal)).toBe('link')
})

test('every way of seeing a study has a name, and one who sees nothing sees no rows', () => {
  for (const [way, viewer] of Object.entries(waysOfSeeing)) expect(seenAs(viewer)).toBe(way)
  expect(seenAs({ sees: 'nothing', rows: true })).toBe('nothing')
})
