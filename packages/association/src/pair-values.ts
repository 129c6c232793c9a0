import type { Pairs, Variable } from '@pejling/indicators'

/** The values of pairs as numbers: a category by its place in the codebook. */
export function pairValues({ points }: Pairs, x: Variable, y: Variable): { x: number[]; y: number[] } {
  return { x: points.map((point) => toNumber(point.x, x)), y: points.map((point) => toNumber(point.y, y)) }
}

function toNumber(value: number | string, { categories }: Variable): number {
  if (typeof value === 'number') return value
  const place = categories?.findIndex(({ id }) => id === value) ?? -1
  return place < 0 ? NaN : place
}
