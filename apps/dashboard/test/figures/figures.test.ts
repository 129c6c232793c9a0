import { expect, test } from 'vitest'
import { auditFigure } from '#lib/figures/audit-figure.ts'
import { crosstabFigure } from '#lib/figures/crosstab-figure.ts'
import { intervalFigure } from '#lib/figures/interval-figure.ts'
import { scatterFigure } from '#lib/figures/scatter-figure.ts'
import { stripFigure, ticksOf } from '#lib/figures/strip-figure.ts'
import { strips } from '#lib/relation/strips.ts'
import { grant, grants, model, screening } from './tables.ts'

const sizes = ['wide', 'middle', 'narrow'] as const
const count = (svg: string, element: string) => svg.match(new RegExp(`<${element}[ >]`, 'g'))?.length ?? 0
const texts = (svg: string) =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text]) =>
    text.replace(/&nbsp;|&#160;/g, '\u00a0'),
  )

test('a cross table has one dot for each unit, in every size', () => {
  const figure = crosstabFigure(screening, 'da')
  for (const size of sizes) expect(count(figure[size], 'circle')).toBe(24)
})

test('above 200 units a cross table has bars and no dots', () => {
  const many = { ...screening, counts: screening.counts.map((row) => row.map((n) => n * 100)), n: 2400 }
  expect(count(crosstabFigure(many, 'da').wide, 'circle')).toBe(0)
  expect(texts(crosstabFigure(many, 'da').wide)).toContain('62,5\u00a0%')
})

test('more columns than fit beside each other stand below each other, none left out', () => {
  const columns = Array.from({ length: 12 }, (_, j) => ({
    id: `${j}`,
    label: { da: `trin ${j}`, en: `step ${j}` },
  }))
  const table = { ...screening, columns, counts: screening.rows.map(() => columns.map(() => 2)), n: 72 }
  const figure = crosstabFigure(table, 'en')
  for (const size of sizes) {
    expect(count(figure[size], 'circle')).toBe(72)
    for (const { label } of columns) expect(texts(figure[size]).join(' ')).toContain(label.en)
  }
  expect(texts(figure.narrow)).toContain('2, 8.3%')
})

test('a label keeps its digits though coordinates are rounded', () => {
  const { wide } = stripFigure(strips(grants, model, grant), {
    language: 'da',
    measure: 'Ekstrabevilling (kr.)',
    decimals: 0,
    medianLabel: 'median',
  })
  expect(texts(wide)).toContain('median 11.663')
  expect(texts(wide)).toContain('1.400.000')
  expect(wide.replace(/>[^<]*</g, '><')).not.toMatch(/\d\.\d{3,}/)
})

test('a drawing brings no styles or scripts of its own, which the page would refuse', () => {
  const figures = [
    crosstabFigure(screening, 'en'),
    intervalFigure({ estimate: 0.61, lower: 0.22, upper: 1 }, 'en'),
    auditFigure([{ name: 'Table 1', verdicts: ['agrees', 'disagrees', 'cannot_be_recomputed'] }]),
  ]
  for (const figure of figures)
    for (const size of sizes) expect(figure[size]).not.toMatch(/<style|<script|\sstyle=|\son\w+=/)
})

test('a label cannot break out of the drawing', () => {
  const columns = screening.columns.map((c, j) => (j ? c : { ...c, label: { da: '<b>&"', en: '<b>&"' } }))
  expect(crosstabFigure({ ...screening, columns }, 'da').wide).toContain('&lt;b&gt;&amp;')
})

test('an audit has one sign for each number, of a shape of its own', () => {
  const { wide } = auditFigure([
    {
      name: 'Tabel 1',
      verdicts: ['agrees', 'agrees', 'agrees_within_rounding', 'disagrees', 'cannot_be_recomputed'],
    },
  ])
  expect(count(wide, 'circle')).toBe(3)
  expect(count(wide, 'path')).toBe(2)
})

test('a scatter names both axes and every unit', () => {
  const pairs = { ...grants, points: grants.points.map((point, i) => ({ ...point, x: i })) }
  const { narrow } = scatterFigure(pairs, { language: 'da', xLabel: 'Børn', yLabel: 'Kroner' })
  expect(texts(narrow)).toEqual(expect.arrayContaining(['↑ Kroner', 'Børn →']))
  expect(count(narrow, 'title')).toBe(5)
})

test('ticks are round numbers inside the domain', () => {
  expect(ticksOf([0, 22080], 4)).toEqual([0, 10000, 20000])
  expect(ticksOf([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(ticksOf([0, 5.2], 6)).toEqual([0, 1, 2, 3, 4, 5])
})

test('the figure of table 3.1 is the one reviewed', () => {
  expect(crosstabFigure(screening, 'da').narrow).toMatchSnapshot()
})
