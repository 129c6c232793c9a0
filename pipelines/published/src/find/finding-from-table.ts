import type { PrintedFinding, Variable } from '@pejling/indicators'
import { goodmanKruskalGamma } from '@pejling/statistics'
import { contrastOf } from '../contrast.ts'
import { starsOf } from '../levels.ts'
import { pRange, pWays, type Way, waysInWords } from '../p-ways.ts'

import type { Outcome, Read, Reason, Rule } from '../rule.ts'
import { countsOf, type CrossTable, crossTableOf } from './cross-tables.ts'
import type { FindingCell, Letter, Matrix } from './findings-matrix.ts'
import { givenUp } from './statistics.ts'

/** What the cross table of the two variables gives, held against the cell. */
export function rulesFromTable({ letters, levels }: Matrix, cell: FindingCell, tables: CrossTable[]): Rule[] {
  const crossed = crossTableOf(tables, cell.x, cell.y)
  if (!crossed) return []
  const judge = (read: Read): { ok: boolean; expected: string; reason: Reason } | undefined => {
    const counts = countsOf(crossed.body, read)
    if (!counts) return undefined
    const verdict =
      cell.category === undefined
        ? judgeStars(counts, cell.printed, levels, cell.x)
        : judgeLetters(counts, crossed.rows, cell, letters, levels)
    const { ok, expected, ways } = verdict
    return {
      ok,
      expected,
      reason: { code: 'finding', values: { table: crossed.cube.table.id, ways } },
    }
  }
  return [
    {
      name: 'finding',
      table: cell.fact.table,
      address: cell.fact.cell,
      parts: [cell.fact.key, ...crossed.body.flat()],
      result: cell.fact.key,
      checks: [cell.fact.key],
      test: (read): Outcome => {
        const verdict = givenUp(cell.fact, read) ? undefined : judge(read)
        return verdict === undefined ? 'idle' : verdict.ok ? 'exact' : 'broken'
      },
      explain: (read) => {
        const verdict = judge(read)
        return { reason: verdict?.reason ?? { code: 'finding' }, expected: verdict?.expected }
      },
    },
  ]
}

function judgeStars(counts: number[][], printed: PrintedFinding | undefined, levels: number[], x: Variable) {
  const ways = pWays(counts, 'any')
  const direction = goodmanKruskalGamma(counts).estimate ?? 0
  const possible = [...new Set(ways.map(({ p }) => starsOf(p, levels)))].sort()
  const sign = printed?.sign
  const ok =
    printed !== undefined &&
    printed.letters.length === 0 &&
    possible.includes('*'.repeat(printed.stars)) &&
    (sign === undefined || Math.sign(direction) === sign)
  // Only an ordered variable has a direction of its own.
  const shown = x.scale === 'ordinal' && sign !== undefined ? (direction > 0 ? '(+)' : '(-)') : ''
  const expected = possible.map((stars) => shown + stars || '–').join(' / ')
  return { ok, expected, ways: waysInWords(ways) }
}

function judgeLetters(
  counts: number[][],
  rows: string[],
  { category, row, printed }: FindingCell,
  letters: Letter[],
  levels: number[],
) {
  const one = rows.indexOf(category!)
  const [loosest] = levels
  const others = letters.flatMap(({ letter, row: id, category }) => {
    const other = id === row ? -1 : rows.indexOf(category)
    return other < 0 ? [] : [{ letter, ...contrastOf(counts, one, other) }]
  })
  const differs = (ways: Way[]) => ways.some(({ p }) => p < loosest)
  const alike = (ways: Way[]) => ways.length === 0 || ways.some(({ p }) => p >= loosest)
  const ok =
    printed !== undefined &&
    printed.stars === 0 &&
    printed.letters.every((letter) => others.some((other) => other.letter === letter)) &&
    others.every(({ letter, ways, direction }) =>
      printed.letters.includes(letter)
        ? differs(ways) && (printed.sign === undefined || Math.sign(direction) === printed.sign)
        : alike(ways),
    )
  const expected = others
    .map(({ letter, ways, direction }) => `${letter}: ${direction > 0 ? '+' : '−'} p ${pRange(ways)}`)
    .join(', ')
  return { ok, expected, ways: expected }
}
