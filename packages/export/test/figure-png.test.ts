import { expect, test } from 'vitest'
import { figurePng } from '../src/index.ts'

const svg = (text: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20" font-family="Nowhere Sans"><rect width="60" height="20" fill="#fff"/><text x="2" y="15" font-size="14">${text}</text></svg>`
const png = async (text: string) => Buffer.from((await figurePng(svg(text))).content)

test('a figure has three pixels for each of its units', async () => {
  const { content, width, height } = await figurePng(svg(''))
  const bytes = Buffer.from(content)
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect([width, height, bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([60, 20, 180, 60])
  // Red, green and blue, and nothing that shows through.
  expect(bytes[25]).toBe(2)
})

test('the same figure gives the same bytes', async () => {
  expect((await png('æøå')).equals(await png('æøå'))).toBe(true)
})

test('each Danish letter, Greek letter and sign of a figure is drawn as itself, whatever font was asked for', async () => {
  const [nothing, missing] = [await png(''), await png('\u{1F9FF}')]
  const seen = new Set<string>()
  const letters = 'æøåÆØÅγχτρ²≥–×·»«%'
  for (const letter of letters) {
    const drawn = await png(letter)
    expect([letter, drawn.equals(nothing), drawn.equals(missing)]).toEqual([letter, false, false])
    seen.add(drawn.toString('base64'))
  }
  expect(seen.size).toBe(letters.length)
})
