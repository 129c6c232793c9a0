import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Expected, solve } from './reference-case.ts'

type Tolerance = { rel: number; abs: number }
type Case = {
  id: string
  kind: string
  title: string
  input: unknown
  expected: Record<string, Expected>
  tolerance: Tolerance & { overrides?: Record<string, Tolerance> }
}

const { cases } = JSON.parse(
  readFileSync(new URL('./reference/public_cases.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

test('there are 52 public reference cases', () => {
  expect(cases.length).toBe(52)
})

for (const { id, kind, title, input, expected, tolerance } of cases)
  test(`${id} ${title}`, () => {
    const got = solve(kind, input)
    const wrong = Object.entries(expected).flatMap(([name, want]) => {
      const allowed = tolerance.overrides?.[name] ?? tolerance
      return agrees(got[name], want, allowed) ? [] : [{ name, want, got: got[name] }]
    })
    expect(wrong).toEqual([])
  })

function agrees(got: Expected | undefined, want: Expected, tolerance: Tolerance): boolean {
  if (Array.isArray(want))
    return (
      Array.isArray(got) && got.length === want.length && want.every((w, i) => agrees(got[i], w, tolerance))
    )
  if (want === 'NaN' || want === 'NA') return got === undefined || got === 'NaN' || got === 'NA'
  if (typeof want === 'number' && typeof got === 'number')
    return Math.abs(got - want) <= Math.max(tolerance.abs, tolerance.rel * Math.abs(want))
  return got === want
}
