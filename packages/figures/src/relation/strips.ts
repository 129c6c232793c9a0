import type { Category, Pairs, Variable } from '@pejling/indicators'
import { type Interval, median, type Quantiles, quantiles } from '@pejling/statistics'

/**
 * One row of a strip plot: the numbers of one category, where each stands among the pairs, and the median's 95 % interval
 * where there are enough of them for one.
 */
export type Strip = {
  category: Category
  values: number[]
  places?: number[]
  summary: Quantiles | undefined
  interval?: Interval
}

/** Pairs of a category and a number, whichever is x: one strip for each category, in codebook order. */
export function strips({ points }: Pairs, x: Variable, y: Variable): Strip[] {
  const categoryIsX = x.categories !== undefined
  const categories = (categoryIsX ? x.categories : y.categories) ?? []
  return categories.map((category) => {
    const own = points.flatMap((point, place) => {
      const [group, value] = categoryIsX ? [point.x, point.y] : [point.y, point.x]
      return group === category.id && typeof value === 'number' ? [{ value, place }] : []
    })
    const values = own.map(({ value }) => value)
    return {
      ...{ category, values, places: own.map(({ place }) => place) },
      ...{ summary: quantiles(values), interval: median(values).interval },
    }
  })
}
