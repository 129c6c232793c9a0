/**
 * Returns the level if it is one; 95 for 0.95 is a common slip.
 *
 * @throws `invalid confidence level; not in (0, 1): 95`
 */
export function confidenceLevel(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid confidence level; not in (0, 1): ${level}`)
  return level
}
