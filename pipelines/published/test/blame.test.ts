import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blame } from '../src/blame.ts'
import type { Facts } from '../src/fact.ts'
import { percentRule } from '../src/rules/percent-rule.ts'
import { sumRule } from '../src/rules/sum-rule.ts'

/** A table of counts with its margins, as facts and the rules that tie them together. */
function tableOf(counts: number[][]) {
  const rows = [...counts, counts[0].map((_, j) => counts.reduce((sum, line) => sum + line[j], 0))]
  const cells = rows.map((line) => [...line, line.reduce((a, b) => a + b, 0)])
  const key = (i: number, j: number) => `${i}/${j}`
  const facts: Facts = new Map(
    cells.flatMap((line, i) =>
      line.map((value, j) => [
        key(i, j),
        {
          key: key(i, j),
          table: '1',
          cell: key(i, j),
          printed: String(value),
          kind: 'number',
          value,
          halfUnit: 0.5,
          file: 'cells.csv',
          line: 1,
        },
      ]),
    ),
  )
  const [height, width] = [counts.length, counts[0].length]
  const sum = (parts: string[], total: string) =>
    sumRule({
      name: 'sum',
      table: '1',
      address: total,
      terms: [...parts.map((part) => ({ key: part, sign: 1 as const })), { key: total, sign: -1 }],
      result: total,
    })
  const rules = [
    ...cells.map((_, i) =>
      sum(
        counts[0].map((_, j) => key(i, j)),
        key(i, width),
      ),
    ),
    ...cells[0].map((_, j) =>
      sum(
        counts.map((_, i) => key(i, j)),
        key(height, j),
      ),
    ),
  ]
  return { facts, rules, key, height, width }
}

function put(facts: Facts, key: string, by: number): number {
  const fact = facts.get(key)!
  const was = fact.value!
  facts.set(key, { ...fact, value: was + by, printed: String(was + by) })
  return was
}

const counts = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 4,
})
const runs = { seed: 20261121, numRuns: 150 }

describe('blame', () => {
  test('one wrong number in a table with its margins is found and repaired, wherever it stands', () => {
    fc.assert(
      fc.property(counts, fc.nat(), fc.integer({ min: 1, max: 40 }), (table, at, by) => {
        const { facts, rules } = tableOf(table)
        const key = [...facts.keys()][at % facts.size]
        const was = put(facts, key, by)
        const { blamed, unsettled } = blame(facts, rules)
        expect([...blamed.keys()]).toEqual([key])
        expect(blamed.get(key)?.values).toEqual([was])
        expect(unsettled).toEqual([])
      }),
      runs,
    )
  })

  test('two wrong numbers that share no line are both found if they are wrong by different amounts', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 20 }), (table, a, b) => {
        const { facts, rules } = tableOf(table)
        const was = [put(facts, '0/0', a), put(facts, '1/1', b)]
        const { blamed } = blame(facts, rules)
        expect(new Set(blamed.keys())).toEqual(new Set(['0/0', '1/1']))
        expect([blamed.get('0/0')?.values, blamed.get('1/1')?.values]).toEqual(was.map((value) => [value]))
      }),
      runs,
    )
  })

  test('a table that agrees blames nobody', () => {
    fc.assert(
      fc.property(counts, (table) => {
        const { facts, rules } = tableOf(table)
        const { blamed, unsettled } = blame(facts, rules)
        expect([blamed.size, unsettled.length]).toEqual([0, 0])
      }),
      runs,
    )
  })

  test('with one sum only, the one a single wrong digit explains is blamed and the others are its rivals', () => {
    // 2 + 8 = 20: 8 for 18 would take a digit more, 20 for 10 is one digit, 2 for 12 a digit more.
    const { facts, rules } = tableOf([[2, 8]])
    put(facts, '0/2', 10)
    const { blamed } = blame(facts, [rules[0]])
    expect([...blamed.values()]).toMatchObject([{ key: '0/2', values: [10], rivals: ['0/0', '0/1'] }])
  })

  test('with one sum only and nothing to choose by, the computed number is blamed', () => {
    const { facts, rules } = tableOf([[2, 3]])
    put(facts, '0/2', 2)
    expect([...blame(facts, [rules[0]]).blamed.values()]).toMatchObject([
      { key: '0/2', values: [5], rivals: ['0/0', '0/1'] },
    ])
  })

  test('numbers that must be equal and are not, none of them computed, are left unsettled', () => {
    const { facts } = tableOf([[2, 3]])
    const rule = sumRule({
      name: 'same',
      table: '1',
      address: 'same',
      terms: [
        { key: '0/0', sign: 1 },
        { key: '0/1', sign: -1 },
      ],
    })
    expect(blame(facts, [rule])).toMatchObject({ unsettled: [{ rules: [rule], suspects: ['0/0', '0/1'] }] })
  })

  test('a percentage no count explains is blamed, not the count or the base', () => {
    const { facts, rules } = tableOf([
      [3, 5],
      [6, 2],
    ])
    facts.set('p', { ...facts.get('0/0')!, key: 'p', cell: 'p', value: 73.5, halfUnit: 0.05 })
    const percent = percentRule({
      table: '1',
      address: 'p',
      percent: 'p',
      halfUnit: 0.05,
      part: ['0/0'],
      base: ['0/2'],
    })
    expect([...blame(facts, [...rules, percent]).blamed.values()]).toMatchObject([
      { key: 'p', values: [37.5] },
    ])
  })
})
