import type { PositionRule } from '@pejling/indicators'
import { expect, test } from 'vitest'
import { certainFrom, chosen, fits, type MarkedPlace } from '../src/read/calibrate.ts'
import { converter, countedText, slice } from '../src/read/counted-text.ts'
import { random } from './random.ts'

const words = [
  'børn',
  'og',
  'voksne',
  'læser',
  '🙂',
  'ude',
  'på',
  'legepladsen',
  'cafe\u0301',
  'i',
  'små',
  'grupper',
]
const rules: PositionRule[] = [false, true].flatMap((byteOrderMark) =>
  (['stored', 'lf', 'crlf'] as const).flatMap((newline) =>
    (['code-point', 'utf-16'] as const).flatMap((unit) =>
      (['exclusive', 'inclusive'] as const).map((end) => ({ byteOrderMark, newline, unit, end })),
    ),
  ),
)

test('whichever way a program counts, its places are found again, word for word', () => {
  let sources = 0
  for (const rule of rules)
    for (let seed = 0; seed < 10; seed++) {
      const { stored, places, quotes } = marked(rule, seed, () => '')
      const text = countedText(stored, true)
      const [fit] = chosen([{ fits: fits(text, places), places: places.length }])
      const convert = converter(text, fit.rule)
      const found = places.map(({ start, end }) =>
        slice(text, convert(start).at, convert(end + (fit.rule.end === 'inclusive' ? 1 : 0)).at),
      )
      expect(found, `${JSON.stringify(rule)} seed ${seed}`).toEqual(quotes)
      expect(fit.score).toBe(1)
      sources++
    }
  expect(sources).toBe(240)
})

test('places that drift more with every line are not taken for certain', () => {
  const standard: PositionRule = { byteOrderMark: false, newline: 'lf', unit: 'code-point', end: 'exclusive' }
  const scores = Array.from({ length: 20 }, (_, seed) => {
    const { stored, places } = marked(standard, seed, () => '')
    const drifted = places.map((place, index) => ({
      ...place,
      start: place.start + index * 3,
      end: place.end + index * 3 + 1,
    }))
    const text = countedText(stored, true)
    return chosen([{ fits: fits(text, drifted), places: drifted.length }])[0].score
  })
  expect(scores.filter((score) => score < certainFrom)).toHaveLength(20)
})

test('names that quote decide where words alone do not', () => {
  const text = countedText('ja ja ja ja\r\nja ja ja ja', false)
  const places = [{ start: 12, end: 17, name: 'ja ja' }]
  const [fit] = chosen([{ fits: fits(text, places), places: 1 }])
  expect(fit.rule).toEqual({ byteOrderMark: false, newline: 'lf', unit: 'code-point', end: 'exclusive' })
})

test('a source that cannot tell follows what the others say', () => {
  const clear = countedText('en to\r\ntre fire\r\nfem seks', false)
  const unclear = countedText('a\r\nb c d', false)
  const told = fits(clear, [
    { start: 6, end: 9, name: '' },
    { start: 15, end: 18, name: '' },
  ])
  const untold = fits(unclear, [{ start: 4, end: 5, name: '' }])
  expect(untold.filter(({ score }) => score === 1).length).toBeGreaterThan(1)
  const [, fit] = chosen([
    { fits: told, places: 2 },
    { fits: untold, places: 1 },
  ])
  expect(fit.rule.newline).toBe('lf')
})

/** A text of words on lines that end in both ways, and stretches of words with the places a program gives them. */
function marked(rule: PositionRule, seed: number, name: (quote: string) => string) {
  const next = random(seed)
  const parts = Array.from({ length: 120 }, () => words[next(words.length)])
  const ends = parts.map(() => (next(6) === 0 ? (next(2) === 0 ? '\r\n' : '\n') : ' '))
  const places: MarkedPlace[] = []
  const quotes: string[] = []
  const join = (from: number, to: number) =>
    parts
      .slice(from, to)
      .map((part, index) => part + ends[from + index])
      .join('')
  for (let from = next(8); from < 110; from += 2 + next(12)) {
    const to = from + 1 + next(3)
    const quote = join(from, to).slice(0, -ends[to - 1].length)
    const start = count(join(0, from), rule) + (rule.byteOrderMark ? 1 : 0)
    places.push({
      start,
      end: start + count(quote, rule) - (rule.end === 'inclusive' ? 1 : 0),
      name: name(quote),
    })
    quotes.push(quote.replaceAll('\r\n', '\n'))
  }
  return { stored: join(0, parts.length), places, quotes }
}

function count(text: string, { newline, unit }: PositionRule): number {
  const plain = text.replaceAll('\r\n', '\n')
  const counted = newline === 'stored' ? text : newline === 'lf' ? plain : plain.replaceAll('\n', '\r\n')
  return unit === 'utf-16' ? counted.length : [...counted].length
}
