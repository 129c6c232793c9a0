/** The profile of a log likelihood: its maximum with one parameter held at `at`, and how it changes with it. */
export type Profile = (at: number) => { value: number; slope: number }

/**
 * Where a log profile has fallen by `drop` below `top`, searched from `guess` on the rising (`lower`) or falling
 * (`upper`) side. Works on √(2 (top - profile)), which is nearly a straight line, by Newton steps kept in a bracket.
 *
 * @param scale a step that is neither tiny nor huge, a standard error for instance
 * @returns `undefined` if the profile does not fall that far within 10⁶ scales
 */
export function profileBound(
  profile: Profile,
  {
    top,
    drop,
    guess,
    scale,
    side,
  }: { top: number; drop: number; guess: number; scale: number; side: 'lower' | 'upper' },
): number | undefined {
  const outwards = side === 'upper' ? 1 : -1
  const wanted = Math.sqrt(2 * drop)
  let inside: number | undefined
  let outside: number | undefined
  let at = guess
  let reach = 4 * scale
  for (let round = 0; round < 200; round++) {
    const { value, slope } = profile(at)
    const root = Math.sqrt(Math.max(0, 2 * (top - value)))
    if (Math.abs(root - wanted) < 1e-10 * wanted) return at
    if (root < wanted) inside = at
    else outside = at
    const steepness = root > 0 ? -slope / root : 0
    let next = steepness * outwards > 0 ? at + (wanted - root) / steepness : NaN
    if (inside === undefined || outside === undefined) {
      const away = (root < wanted ? outwards : -outwards) * reach
      if (!(Math.abs(next - at) <= reach)) next = at + away
      if (Math.abs(next) > 1e6 * scale + Math.abs(guess)) return undefined
      reach *= 2
    } else {
      const low = Math.min(inside, outside)
      const high = Math.max(inside, outside)
      if (high - low < 1e-11 * (scale + Math.abs(at))) return at
      if (!(next > low && next < high)) next = (low + high) / 2
    }
    if (Math.abs(next - at) < 1e-12 * (scale + Math.abs(at))) return next
    at = next
  }
  return at
}
