/** A fill and the ink that is legible on it, in light, dark and print; darker is more, also in grey. */
export type Tone = { fill: string; ink: string }

/** How much of the accent each of k ordered shades has; the steps keep text on every one of them at 4.5 to 1. */
const shares: Record<number, number[]> = {
  1: [66],
  2: [16, 100],
  3: [16, 50, 100],
  4: [14, 36, 66, 100],
  5: [12, 30, 46, 66, 100],
}

/** Shades of the accent for ordered categories, lightest first. */
export function sequentialTones(count: number): Tone[] {
  return sharesOf(count).map((share) => tone('accent', share))
}

/**
 * Shades that part in the middle for ordered categories: warm below, the accent above, grey in the middle of an odd
 * number. Which side a category is on is told by its place, colour only helps.
 */
export function divergingTones(count: number): Tone[] {
  const half = sharesOf(Math.floor(count / 2))
  const middle: Tone[] = count % 2 ? [{ fill: 'var(--track)', ink: 'var(--ink)' }] : []
  return [
    ...half.toReversed().map((share) => tone('warn', share)),
    ...middle,
    ...half.map((share) => tone('accent', share)),
  ]
}

function sharesOf(count: number): number[] {
  return (
    shares[count] ??
    Array.from({ length: count }, (_, i) => 8 + Math.round((42 * i) / Math.max(1, count - 1)))
  )
}

function tone(colour: 'accent' | 'warn', share: number): Tone {
  const fill =
    share === 100 ? `var(--${colour})` : `color-mix(in srgb,var(--${colour}) ${share}%,var(--paper))`
  return { fill, ink: share === 100 ? 'var(--on-accent)' : share > 58 ? 'var(--on-middle)' : 'var(--ink)' }
}
