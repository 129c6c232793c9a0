import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type AskedRelation, askRelation, relationAsJson } from '@pejling/association'
import { type ExportedRelation, exportRelation, relationSvg, takenAlong } from '@pejling/export'
import { relationWords } from '@pejling/figures'
import { owner } from '@pejling/indicators'
import { reportedAnswer, type ReportedPart, reportHtml, reportOf, reportPdf } from '@pejling/notebook'
import { type Edition, listRelations, listStudies, openEdition } from '@pejling/warehouse'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from './command-line.ts'

const words = relationWords('da')
let house: TestHouse
let edition: Edition
/** Every relation of every study, asked once. */
const all: { asked: AskedRelation; exported: ExportedRelation }[] = []
beforeAll(async () => {
  house = await testHouse('kora-2017', 'kora-2017-synthetic', 'smaabornsteam-2020', 'rounds-synthetic')
  expect((await house.pejling('run')).code).toBe(0)
  const editions = join(house.home, 'editions')
  const file = (await readdir(editions)).find((name) => name.endsWith('.duckdb'))!
  edition = await openEdition(join(editions, file))
  for (const { id: study } of await listStudies(edition))
    for (const { x, y } of await listRelations(edition, study)) {
      const asked = await askRelation(edition, { study, x, y, where: [] }, owner)
      all.push({ asked, exported: takenAlong(asked, () => `https://example.org/${x}/${y}`) })
    }
}, 300_000)
afterAll(async () => {
  await edition.close()
  await house.close()
})

const sumOf = (counts: readonly (number | null)[]) => counts.reduce<number>((sum, n) => sum + (n ?? 0), 0)
/** Counts row by row; none where the answer is values of units. */
const countsOf = ({ parts: [{ answer }] }: ExportedRelation) =>
  answer.kind === 'crosstab' ? (answer.counts as number[][]) : []
const named = ({ study, x, y }: ExportedRelation, found: unknown) => [study.id, x.id, y.id, found]
const shownIn = (svg: string) =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*)</g)].map(([, text]) => text.replaceAll('&amp;', '&'))
const isRounds = ({ x }: ExportedRelation) => x.id === 'round'

test('the API’s JSON of every relation holds the counts or the values of its answer', () => {
  expect(all.length).toBeGreaterThan(1000)
  for (const { asked, exported } of all) {
    const told = JSON.parse(JSON.stringify(relationAsJson(asked))) as {
      counts?: number[][]
      points?: unknown[]
    }
    const [{ answer }] = exported.parts
    const found = answer.kind === 'crosstab' ? told.counts : told.points
    expect(named(exported, found)).toEqual(
      named(exported, answer.kind === 'crosstab' ? answer.counts : answer.points),
    )
  }
})

test('the SVG of every relation says the base of each row, draws each unit, and no count that is not in the answer', () => {
  for (const { exported } of all) {
    const svg = relationSvg(exported, 'da')
    const texts = shownIn(svg)
    const [{ answer }] = exported.parts
    const bases = texts.flatMap((text) => /(?:^|, )n = ([\d.]+)$/.exec(text)?.[1] ?? [])
    if (answer.kind === 'crosstab') {
      const expected = countsOf(exported).map((row) => words.number(sumOf(row)))
      expect(named(exported, bases)).toEqual(named(exported, expected))
    } else if (!isRounds(exported)) {
      const dots = svg.match(/<circle/g) ?? []
      expect(named(exported, dots.length)).toEqual(named(exported, answer.points.length))
    }
    expect(named(exported, texts.join(' ').includes(words.number(answer.n!)))).toEqual(named(exported, true))
  }
}, 180_000)

test('in the bars of every relation of counts each number is one of its counts', () => {
  for (const { exported } of all.filter(({ exported }) => countsOf(exported).length)) {
    const [{ answer }] = exported.parts
    const axes = answer.kind === 'crosstab' ? [...answer.rows, ...answer.columns] : []
    const labels = axes.map(({ label }) => label.da)
    const left = countsOf(exported)
      .flat()
      .map((n) => words.number(n))
      .concat(labels)
    for (const text of shownIn(relationSvg(exported, 'da', 'bars')))
      if (/^\d[\d.]*$/.test(text)) {
        const at = left.indexOf(text)
        expect(named(exported, [text, at >= 0])).toEqual(named(exported, [text, true]))
        left.splice(at, 1)
      }
  }
}, 180_000)

test('a PNG is the same drawing, three pixels for each unit of the SVG', async () => {
  for (const { exported } of all.filter((_, i) => i % 100 === 0)) {
    const [, width, height] = / width="(\d+)" height="(\d+)"/.exec(relationSvg(exported, 'da'))!
    const png = Buffer.from((await exportRelation(exported, 'png', 'da')).content)
    expect(named(exported, [png.readUInt32BE(16), png.readUInt32BE(20)])).toEqual(
      named(exported, [3 * Number(width), 3 * Number(height)]),
    )
  }
}, 120_000)

test('a report says every count of its relations, as HTML and as PDF read by another program', async () => {
  const some = all.filter((_, i) => i % 40 === 0)
  const parts = some.map(({ asked, exported }, i): ReportedPart => {
    const common = { title: `Nummer ${i}`, note: '', address: '', edition: edition.hash, keptAt: new Date(0) }
    const view = {
      ...common,
      state: 'shown' as const,
      answered: reportedAnswer(asked),
      citation: exported.address,
    }
    return { kind: 'view', view }
  })
  const report = await reportOf({ name: 'Alle', note: '', madeAt: new Date(0), parts }, words)
  const html = reportHtml(report)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await reportPdf(report))), {
    mergePages: true,
  })
  const printed = text.replace(/\s+/g, ' ')
  for (const { exported } of some.filter(({ exported }) => countsOf(exported).length)) {
    const [{ answer }] = exported.parts
    if (answer.kind !== 'crosstab') continue
    for (const [i, row] of countsOf(exported).entries()) {
      const base = sumOf(row)
      const cells = row.map((n) => `${words.number(n)}${base ? ` (${words.share(n / base)})` : ''}`)
      const line = [answer.rows[i].label.da, ...cells, words.number(base)]
      const [first, ...rest] = line
      const asHtml = `<tr><th scope="row">${first.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
      expect(named(exported, html.includes(asHtml))).toEqual(named(exported, true))
      expect(named(exported, [line, printed.includes(line.join(' ').replace(/\s+/g, ' '))])).toEqual(
        named(exported, [line, true]),
      )
    }
  }
}, 180_000)
