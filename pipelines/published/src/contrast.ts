import { goodmanKruskalGamma, orderedLogit } from '@pejling/statistics'
import { pWays, type Way } from './p-ways.ts'

/** Does one row of a table lie higher than another on an ordered column variable, and by which p-values? */
export type Contrast = { ways: Way[]; direction: number }

/** Compares two rows by a table of their own and in a model of all rows; `direction` is above 0 if `one` is higher. */
export function contrastOf(counts: number[][], one: number, other: number): Contrast {
  if (!counts[one] || !counts[other]) return { ways: [], direction: 0 }
  const pair = [counts[other], counts[one]]
  const ways = [...logitContrast(counts, one, other).ways, ...pWays(pair, 'any')]
  return { ways, direction: goodmanKruskalGamma(pair).estimate ?? 0 }
}

const remembered = new Map<string, Contrast>()

/**
 * Compares two rows by an ordered logit of the columns on the rows, `other` being the reference. No ways where the
 * model is separated: there is then no maximum likelihood estimate to test.
 */
export function logitContrast(counts: number[][], one: number, other: number): Contrast {
  const key = JSON.stringify([counts, one, other])
  const known = remembered.get(key)
  if (known) return known
  const found = fitted(counts, one, other)
  remembered.set(key, found)
  return found
}

function fitted(counts: number[][], one: number, other: number): Contrast {
  if (!counts[one] || !counts[other]) return { ways: [], direction: 0 }
  const order = [other, ...counts.map((_, row) => row).filter((row) => row !== other)]
  const cells = counts.flatMap((line, row) => line.map((count, column) => ({ row, column, count })))
  const { coefficients } = orderedLogit(
    {
      y: { levels: counts[0].map((_, column) => `y${column}`), codes: cells.map(({ column }) => column) },
      x: {
        row: {
          type: 'factor',
          levels: order.map((row) => `x${row}`),
          codes: cells.map(({ row }) => order.indexOf(row)),
        },
      },
      weights: cells.map(({ count }) => count),
    },
    { intervals: 'none', termTests: false },
  )
  const coefficient = coefficients.find(({ level }) => level === `x${one}`)
  const p = coefficient?.wald?.p.p
  const direction = coefficient?.estimate ?? 0
  return {
    direction,
    ways: p === undefined ? [] : [{ id: 'logit', sides: 2, p }],
  }
}
