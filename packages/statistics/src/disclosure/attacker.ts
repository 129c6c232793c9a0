/** The smallest and the largest value of a hidden count that fits everything shown. */
export type HiddenRange = { lower: number; upper: number }

/** What a reader can work out: the range of one count, while some are hidden and the others are shown. */
export type Attacker = {
  /**
   * The range of a count by its place among the items. With `enough` the search may end as soon as the range is that
   * wide; then both ends are values it can have, but may not be the outermost.
   */
  range: (item: number, hidden: readonly boolean[], enough?: number) => HiddenRange
}
