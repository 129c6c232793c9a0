import { expect, test } from 'vitest'
import { durationsFigure } from '#lib/figures/durations-figure.ts'
import { movedFigure } from '#lib/figures/moved-figure.ts'
import { planFigure } from '#lib/figures/plan-figure.ts'
import { spansFigure } from '#lib/figures/spans-figure.ts'
import { planGraph } from '#lib/runs/plan-graph.ts'

const sizes = ['wide', 'middle', 'narrow'] as const
const count = (svg: string, element: string) => svg.match(new RegExp(`<${element}[ >]`, 'g'))?.length ?? 0
const texts = (svg: string) => [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text]) => text)
const duration = (milliseconds: number) => `${milliseconds} ms`

const plan = planFigure(
  planGraph([
    { name: 's/a/one', study: 'a', label: 'one', kind: 's', after: [], action: 'run' },
    { name: 's/a/two', study: 'a', label: 'two', kind: 's', after: ['s/a/one'], action: 'reuse' },
    { name: 'edition', label: 'the edition', kind: 'e', after: ['s/a/two'], action: 'cannot-tell' },
  ]),
  (study) => `Study ${study}`,
)

test('a plan has a dot for what runs, a ring for what is reused, a cross for what cannot be told, and their lines', () => {
  for (const size of sizes) {
    expect(count(plan[size], 'circle')).toBe(2)
    // Two lines between steps and one cross.
    expect(count(plan[size], 'path')).toBe(3)
    expect(texts(plan[size])).toEqual(expect.arrayContaining(['Study a', 'one', 'two', 'the edition']))
  }
})

test('a plan of nothing is a drawing of nothing', () => {
  expect(texts(planFigure([], (study) => study).wide)).toEqual([])
})

test('a run has a bar for each step, from its start to its end', () => {
  const { wide } = spansFigure(
    [
      { label: 'one', from: 0, to: 1000, status: 'done' },
      { label: 'two', from: 1000, to: 3000, status: 'failed' },
      { label: 'three', from: 1000, to: 4000, status: 'cancelled' },
      { label: 'four', from: 3000, to: 4000, status: 'running' },
    ],
    { tick: duration, length: (from, to) => duration(to - from) },
  )
  const bars = [...wide.matchAll(/<rect[^>]*>/g)].map(([bar]) => ({
    x: Number(/ x="([\d.]+)"/.exec(bar)![1]),
    width: Number(/ width="([\d.]+)"/.exec(bar)![1]),
  }))
  expect(bars).toHaveLength(4)
  const [done, failed] = bars
  // Each bar is 1.5 longer, so that a step of a moment is seen.
  expect((failed.width - 1.5) / (done.width - 1.5)).toBeCloseTo(2, 2)
  expect(failed.x).toBeCloseTo(done.x + done.width - 1.5, 1)
  expect(texts(wide)).toEqual(expect.arrayContaining(['one', '1000 ms', '2000 ms', '3000 ms']))
})

test('runs stand with the oldest first, at most sixty of them, twenty-four on a phone', () => {
  const runs = Array.from({ length: 80 }, (_, i) => ({
    run: 80 - i,
    milliseconds: 100,
    status: 'done' as const,
  }))
  const figure = durationsFigure(runs, { tick: duration, under: 'runs' })
  expect([count(figure.wide, 'circle'), count(figure.narrow, 'circle')]).toEqual([60, 24])
})

test('a run that failed is a cross and one that was cancelled a dash', () => {
  const { wide } = durationsFigure(
    [
      { run: 1, milliseconds: 100, status: 'done' },
      { run: 2, milliseconds: 50, status: 'failed' },
      { run: 3, milliseconds: 20, status: 'cancelled' },
    ],
    { tick: duration, under: 'runs' },
  )
  expect([count(wide, 'circle'), count(wide, 'path')]).toEqual([1, 2])
})

test('a measure that moved by two causes is a dot at each, and a cause that moved nothing has no row', () => {
  const causes = ['data', 'rule', 'code'].map((id) => ({ id, label: `by ${id}` }))
  const moved = [
    { name: 'x and y', change: 0.2, causes: ['data', 'rule'] },
    { name: 'x and z', change: -0.1, causes: ['data'] },
  ]
  const { wide } = movedFigure(moved, { language: 'da', causes, under: 'change' })
  expect(count(wide, 'circle')).toBe(3)
  expect(texts(wide)).toEqual(expect.arrayContaining(['by data', 'by rule', 'change']))
  expect(texts(wide)).not.toContain('by code')
})

test('drawings of runs bring no styles or scripts of their own, which the page would refuse', () => {
  for (const size of sizes) expect(plan[size]).not.toMatch(/<style|<script|\sstyle=|\son\w+=/)
})
