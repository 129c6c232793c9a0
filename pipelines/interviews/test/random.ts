/** Whole numbers below a limit that come again with the same seed (Marsaglia 2003, xorshift32). */
export function random(seed: number): (below: number) => number {
  let state = (seed * 2654435761 + 1) >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
