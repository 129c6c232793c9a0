import type { Variable } from './codebook.ts'

/**
 * What each category of an item counts: the points the score gives, else the category's own name where that is a number.
 * Nothing for an item that is a number; `without` names the categories that have no points.
 */
export function pointsOf(
  { categories }: Pick<Variable, 'categories'>,
  given: Record<string, number> = {},
): { points: Record<string, number> } | { without: string } | undefined {
  if (!categories) return undefined
  const points = Object.fromEntries(
    categories.map(({ id }) => [id, given[id] ?? (id.trim() === '' ? Number.NaN : Number(id))]),
  )
  const without = Object.keys(points).filter((id) => Number.isNaN(points[id]))
  return without.length > 0 ? { without: without.join(', ') } : { points }
}
