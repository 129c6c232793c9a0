import { cellAddress, type ParsedStudy, printedNumber, printedP, recodingOf } from '@pejling/indicators'
import { factKey, type Facts } from '../fact.ts'
import type { Rule } from '../rule.ts'
import { variableNamed } from './cross-tables.ts'
import type { FindingCell, Matrix } from './findings-matrix.ts'
import { givenUp } from './statistics.ts'

/** The strictest level printed for the same two variables elsewhere, and its direction. */
export function rulesOfPrintedTwice(
  parsed: ParsedStudy,
  { levels }: Matrix,
  cell: FindingCell,
  facts: Facts,
): Rule[] {
  if (cell.category !== undefined) return []
  const elsewhere = parsed.tables.flatMap((table) =>
    (table.statistics ?? []).flatMap((statistic) => {
      if (statistic.contrast) return []
      const [x, y] = [
        statistic.x ?? table.dimensions[0].variable,
        statistic.y ?? table.dimensions[1]?.variable,
      ]
      const [ofX, ofY] = [x, y].map((name) => variableNamed(parsed, name))
      const same =
        (ofX?.id === cell.x.id || (ofX && recodingOf(ofX)?.from) === cell.x.id) && ofY?.id === cell.y.id
      const p = facts.get(factKey(table.id, cellAddress(table, { at: {}, measure: `${statistic.id}.p` })))
      const says = facts.get(
        factKey(table.id, cellAddress(table, { at: {}, measure: `${statistic.id}.says` })),
      )
      return same && p ? [{ p, says }] : []
    }),
  )
  if (elsewhere.length === 0) return []
  const keys = elsewhere.flatMap(({ p, says }) => [p, says]).flatMap((fact) => (fact ? [fact] : []))
  const thresholds = elsewhere.map(({ p }) => printedNumber(printedP(p.printed)?.value ?? '')?.value ?? NaN)
  const strictest = Math.min(...thresholds)
  const stars = levels.filter((level) => strictest <= level).length
  const directions = elsewhere.flatMap(({ says }) =>
    says?.printed.includes('positive') ? [1] : says?.printed.includes('negative') ? [-1] : [],
  )
  return [
    {
      name: 'printed-twice',
      table: cell.fact.table,
      address: cell.fact.cell,
      parts: [cell.fact.key, ...keys.map(({ key }) => key)],
      checks: [cell.fact.key, ...keys.map(({ key }) => key)],
      test: (read) => {
        if ([cell.fact, ...keys].some((fact) => givenUp(fact, read))) return 'idle'
        const { printed } = cell
        const ok =
          printed?.stars === stars &&
          directions.every((direction) => printed.sign === undefined || printed.sign === direction)
        return ok ? 'exact' : 'broken'
      },
      explain: () => ({
        reason: {
          code: 'printed-twice',
          values: {
            elsewhere: keys.map(({ table, cell, printed }) => `${table} ${cell}: ${printed}`).join('; '),
          },
        },
        expected: `${directions[0] === undefined ? '' : directions[0] > 0 ? '(+)' : '(-)'}${'*'.repeat(stars)}`,
      }),
    },
  ]
}
