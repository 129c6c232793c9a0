import type { Category, Pairs, Variable } from '@pejling/indicators'
import { type Quantiles, quantiles } from '@pejling/statistics'

/** One row of a strip plot: the numbers of one category. */
export type Strip = { category: Category; values: number[]; summary: Quantiles | undefined }

/** Pairs of a category and a number, whichever is x: one strip for each category, in codebook order. */
export function strips({ points }: Pairs, x: Variable, y: Variable): Strip[] {
  const categoryIsX = x.categories !== undefined
  const categories = (categoryIsX ? x.categories : y.categories) ?? []
  return categories.map((category) => {
    const values = points.flatMap((point) => {
      const [group, value] = categoryIsX ? [point.x, point.y] : [point.y, point.x]
      return group === category.id && typeof value === 'number' ? [value] : []
    })
    return { category, values, summary: quantiles(values) }
  })
}
