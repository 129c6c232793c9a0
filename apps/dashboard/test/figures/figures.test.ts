import { expect, test } from 'vitest'
import { auditFigure } from '#lib/figures/audit-figure.ts'
import { columnsOf } from '#lib/figures/columns.ts'
import {
  clusterNames,
  clustersOf,
  crosstabFigure,
  scatterFigure,
  stripFigure,
  strips,
  ticksOf,
  trendBand,
  trendLine,
} from '@pejling/figures'
import { intervalFigure } from '#lib/figures/interval-figure.ts'
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

test('units in the same outer unit are tied to their middle, which is named, as long as these are few', () => {
  const points = grants.points.map((point, i) => ({ ...point, x: i, within: point.key[0] }))
  const { wide } = scatterFigure({ ...grants, points }, { language: 'da', xLabel: 'a', yLabel: 'b' })
  expect(texts(wide)).toEqual(expect.arrayContaining(['1', '2']))
  expect(clustersOf(points).map(({ key, middleX }) => [key, middleX])).toEqual([
    ['1', 0.5],
    ['2', 3],
  ])
  expect(clustersOf(points.map((point) => ({ ...point, within: point.key })))).toEqual([])
  const many = Array.from({ length: 26 }, (_, i) => ({ key: `${i}`, x: i, y: i, within: `${i >> 1}` }))
  expect(clustersOf(many)).toEqual([])
})

test('names of outer units whose middles are close are moved apart', () => {
  const at = (key: string, middleY: number) => ({ key, middleX: 10, middleY, seeds: [] })
  const scale = { perX: 2, perY: 2, text: 14 }
  const names = clusterNames([at('I', 50), at('II', 51), at('III', 90)], scale)
  expect(names.map(({ key, y }) => [key, y])).toEqual([
    ['III', 90],
    ['II', 51],
    ['I', 42],
  ])
})

test('a trend goes from the smallest to the largest x and stays within the figure, its band too', () => {
  const points = [1, 4, 5].map((x) => ({ key: `${x}`, x, y: x }))
  const trend = { slope: 2, intercept: 0, interval: { lower: -1, upper: 5 } }
  const line = trendLine(trend, [0, 6], [0, 9], points)
  expect([line[0], line.at(-1)!.y <= 9]).toEqual([{ x: 1, y: 2 }, true])
  const band = trendBand(trend, [0, 6], [0, 9], points)
  expect(band.map(({ x }) => x)).toEqual(expect.arrayContaining([1, 5]))
  for (const { x, lower, upper } of band) {
    expect(lower).toBeGreaterThanOrEqual(0)
    expect(upper).toBeLessThanOrEqual(9)
    if (Math.abs(2 * x) <= 9) expect([lower <= 2 * x, upper >= 2 * x]).toEqual([true, true])
  }
  expect(trendBand({ slope: 2, intercept: 0 }, [0, 6], [0, 9], points)).toEqual([])
})

test('a strip has a bracket for the interval of its median once there are six values', () => {
  const values = [1, 2, 3, 4, 5, 60]
  const points = values.map((y, i) => ({ key: `${i}`, x: 'bound', y }))
  const [, , bound] = strips({ ...grants, points }, model, grant)
  expect(bound.interval).toMatchObject({ lower: 1, upper: 60 })
  expect(strips({ ...grants, points: points.slice(1) }, model, grant)[2].interval).toBeUndefined()
})

test('small figures leave none alone on a last row', () => {
  expect([1, 2, 3, 4, 5, 6, 8, 9, 10].map(columnsOf)).toEqual([
    ...['', 'even', 'three', 'even', 'three', 'even three', 'even three', 'three', 'even'],
  ])
})

test('ticks are round numbers inside the domain', () => {
  expect(ticksOf([0, 22080], 4)).toEqual([0, 10000, 20000])
  expect(ticksOf([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(ticksOf([0, 5.2], 6)).toEqual([0, 1, 2, 3, 4, 5])
})

test('the figure of table 3.1 is the one reviewed', () => {
  expect(crosstabFigure(screening, 'da').narrow).toMatchSnapshot()
})
