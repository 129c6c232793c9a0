import { expect, test } from 'vitest'
import { figurePng } from '@pejling/export'
import { ownTextBlocks, ownTextHtml, type Report, reportHtml, reportPdf } from '../src/index.ts'

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20"><text y="15">æøå</text></svg>'
const own = '# Før\n\n- **a**\n- [b](https://example.org)'
const view = {
  ...{
    title: 'Opsporing',
    note: 'Til mødet',
    sentences: ['Gamma er 0,61.'],
    small: ['Grundlag: 24 institutioner.'],
  },
  tables: [{ caption: 'Antal', head: ['Model', 'ja', 'nej'], rows: [['ingen', '1', '2']] }],
}

async function report(views = 1): Promise<Report> {
  const { content, width, height } = await figurePng(svg)
  const figures = [{ svg, png: content, width, height, alt: 'Hvad figuren viser', heading: 'Figur' }]
  return {
    ...{
      language: 'da',
      title: 'Rapport æøå',
      note: '',
      keptAt: new Date('2026-11-21T12:00:00Z'),
      foot: 'Pejling',
    },
    parts: [
      { kind: 'text', blocks: ownTextBlocks(own), html: ownTextHtml(own) },
      ...Array.from({ length: views }, () => ({ kind: 'view' as const, view: { ...view, figures } })),
    ],
    last: { heading: 'p', lines: ['To'], table: view.tables[0], small: [] },
  }
}
const told = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
/** A text as a PDF keeps it where it is not plain: UTF-16 with its mark. */
const utf16 = (text: string) => `\u00fe\u00ff${Buffer.from(text, 'utf16le').swap16().toString('latin1')}`

test('a report is a tagged PDF with its language, its title, and what each figure shows in words', async () => {
  const pdf = told(await reportPdf(await report()))
  expect(pdf.startsWith('%PDF-1.7')).toBe(true)
  for (const part of ['/StructTreeRoot', '/Marked true', '/Lang (da-DK)', '/DisplayDocTitle true'])
    expect(pdf).toContain(part)
  expect(pdf).toContain('/Alt (Hvad figuren viser)')
  expect(pdf).toContain(`(${utf16('Rapport æøå')})`)
  for (const [tag, n] of [
    ['Document', 1],
    ['H1', 1],
    ['Figure', 1],
    ['Table', 2],
    ['TR', 4],
    ['TH', 8],
  ] as const)
    expect([tag, pdf.split(`/S /${tag}\n`).length - 1]).toEqual([tag, n])
  expect(pdf).toContain('/URI (https://example.org)')
})

test('a report goes on over as many pages as it needs', async () => {
  const count = async (views: number) =>
    Number(/\/Type \/Pages\n\/Count (\d+)/.exec(told(await reportPdf(await report(views))))?.[1])
  expect(await count(1)).toBe(1)
  const many = await count(12)
  expect(many).toBeGreaterThan(3)
  expect(many).toBeLessThan(8)
})

test('the same report is the same bytes, as PDF and as HTML', async () => {
  const [one, other] = [await reportPdf(await report(3)), await reportPdf(await report(3))]
  expect(Buffer.compare(one, other)).toBe(0)
  expect(reportHtml(await report(3))).toBe(reportHtml(await report(3)))
})

test('a report as HTML needs nothing else, and what was written in it is text', async () => {
  const html = reportHtml({ ...(await report()), title: '<script>alert(1)</script> & co' })
  expect(html).toContain('<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</h1>')
  expect(html).toContain('<html lang="da">')
  expect(html.match(/<(script|link|img|iframe)\b/g)).toBe(null)
  expect(html).toMatch(/<svg role="img" aria-label="Hvad figuren viser"/)
  expect(html).toMatch(/<th scope="row">ingen<\/th><td>1<\/td><td>2<\/td>/)
})
