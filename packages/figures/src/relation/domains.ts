import type { Variable } from '@pejling/indicators'
import type { Answer } from '@pejling/warehouse'

/** Ends of the axes of an answer with numbers, so that its parts are drawn on the same scales. */
export type Domains = { x?: [number, number]; y?: [number, number] }

export function domainsOf(answer: Answer, x: Variable, y: Variable): Domains {
  if (answer.kind !== 'pairs') return {}
  return {
    ...(!x.categories && { x: domain(answer.points.map((point) => point.x)) }),
    ...(!y.categories && { y: domain(answer.points.map((point) => point.y)) }),
  }
}

/** From zero when no value is below it, to a little above the largest. */
export function domain(values: (number | string)[]): [number, number] {
  const numbers = values.filter((value) => typeof value === 'number')
  if (!numbers.length) return [0, 1]
  const [low, high] = [Math.min(0, ...numbers), Math.max(...numbers)]
  return high > low ? [low, high + (high - low) * 0.04] : [low, low + 1]
}
