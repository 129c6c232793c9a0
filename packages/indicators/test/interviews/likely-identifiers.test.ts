import { expect, test } from 'vitest'
import { likelyIdentifiers } from '../../src/index.ts'

const found = (text: string) =>
  likelyIdentifiers(text).map(({ kind, start, end }) => `${kind} ${[...text].slice(start, end).join('')}`)

test('names and places within a sentence are offered, its first word and abbreviations are not', () => {
  expect(found('Leder: Vi bruger TOPI. I går talte Bente Holm med Jens på Solgården i Fiktivby.')).toEqual([
    ...['name Bente Holm', 'name Jens', 'place Solgården', 'place Fiktivby'],
  ])
})

test('a name after the first word of a sentence is offered without it', () => {
  expect(found('Og Karen Marie siger nej. Karen siger ja.')).toEqual(['name Karen Marie'])
  expect(found('Pædagogen Karen siger nej.')).toEqual(['name Karen'])
})

test('phone numbers, e-mail addresses and civil registration numbers are offered, years and prices are not', () => {
  expect(found('ring 12 34 56 78 eller +45 87654321, skriv til a.b@eksempel.dk, født 010190-1234')).toEqual([
    ...['phone 12 34 56 78', 'phone +45 87654321', 'email a.b@eksempel.dk', 'other 010190-1234'],
  ])
  expect(found('i 2017 gav de 14.000 kroner til 24 huse')).toEqual([])
})

test('places are code points', () => {
  const [mask] = likelyIdentifiers('😀 og Åse')
  expect(mask).toEqual({ kind: 'name', start: 5, end: 8 })
})
