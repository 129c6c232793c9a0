import { expect, test } from 'vitest'
import { standaloneSvg } from '../../src/index.ts'

const drawing =
  '<svg viewBox="0 0 300 100" width="300" height="100"><a href="/rows?x=1" aria-label="en"><rect fill="color-mix(in srgb,var(--accent) 50%,var(--paper))"/></a><text fill="currentColor">n = 8</text></svg>'
const caption = { title: 'A & B', lines: ['Talt op af rækker <24>.'] }

test('a picture that stands alone has its colours written out, its words escaped, and no link', () => {
  const svg = standaloneSvg([{ drawing }], caption)
  expect(svg).toContain('<title>A &amp; B</title>')
  expect(svg).toContain('Talt op af rækker &lt;24&gt;.')
  expect(svg).toContain('<rect fill="#83afb7"/>')
  expect(svg).toContain('<text fill="#15232b">n = 8</text>')
  expect(svg).not.toMatch(/<a[ >]|aria-|var\(|currentColor|color-mix/)
})

test('several drawings stand one below the other, each under its name, and the picture is as high as all', () => {
  const heightOf = (svg: string) => Number(/ height="(\d+)" font/.exec(svg)?.[1])
  const one = standaloneSvg([{ drawing }], caption)
  const two = standaloneSvg(
    [
      { drawing, heading: 'Lav' },
      { drawing, heading: 'Høj' },
    ],
    caption,
  )
  const tops = [...two.matchAll(/<svg x="0" y="([\d.]+)"/g)].map(([, top]) => Number(top))
  expect(tops).toHaveLength(2)
  // 100 for the drawing, 20 between, and two lines of 13.5 for the name.
  expect(tops[1] - tops[0]).toBeCloseTo(147, 6)
  expect(heightOf(two) - heightOf(one)).toBe(174)
  expect(two.indexOf('>Lav<')).toBeLessThan(two.indexOf('>Høj<'))
})

test('a line is broken at spaces only, so that what is copied from it is as it was', () => {
  const address = `https://example.org/${'a'.repeat(120)}`
  const svg = standaloneSvg([{ drawing }], { title: '', lines: [`Se ${address} nu`] })
  expect(svg).toContain(`>${address}<`)
})
