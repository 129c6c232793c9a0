import type { Distribution, Spread } from '@pejling/indicators'

/**
 * How far a variable's values lie from those of the round before, 0 (the same) to 1: of categories half the sum of the
 * differences between their shares (total variation); of numbers how far the median has moved, in widths of both ranges.
 * Nothing where there is nothing to compare.
 */
export function distributionChange({ now, before }: Distribution): number | undefined {
  if (!before?.n || !now.n) return undefined
  if (now.categories && before.categories) {
    const ids = new Set([...Object.keys(now.categories), ...Object.keys(before.categories)])
    return [...ids].reduce((sum, id) => sum + Math.abs(shareOf(now, id) - shareOf(before, id)), 0) / 2
  }
  if (now.numbers && before.numbers) {
    const width =
      Math.max(now.numbers.max, before.numbers.max) - Math.min(now.numbers.min, before.numbers.min)
    return width ? Math.abs(now.numbers.median - before.numbers.median) / width : 0
  }
  return undefined
}

/** The share of the cells with a value that hold a category. */
export function shareOf({ n, categories }: Spread, category: string): number {
  return n ? (categories?.[category] ?? 0) / n : 0
}

/** Those that moved most first; those that cannot be compared last, in their order. */
export function byChange(distributions: Distribution[]): Distribution[] {
  return distributions.toSorted((a, b) => (distributionChange(b) ?? -1) - (distributionChange(a) ?? -1))
}

/** How many cells have no value, of all. */
export function missingShare({ n, missing }: Spread): number {
  const lacking = Object.values(missing).reduce((sum, count) => sum + count, 0)
  return n + lacking ? lacking / (n + lacking) : 0
}
