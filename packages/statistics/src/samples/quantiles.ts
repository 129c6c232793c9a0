/** Five numbers of a distribution, linear between order statistics (R's type 7). */
export type Quantiles = { n: number; min: number; lower: number; median: number; upper: number; max: number }

/** Nothing if there are no values. */
export function quantiles(values: readonly number[]): Quantiles | undefined {
  if (!values.length) return undefined
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const below = Math.floor(place)
    return sorted[below] + (place - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below])
  }
  return {
    n: sorted.length,
    min: sorted[0],
    lower: at(0.25),
    median: at(0.5),
    upper: at(0.75),
    max: sorted.at(-1)!,
  }
}
