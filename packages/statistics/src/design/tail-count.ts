/**
 * Counts how many of the reshuffled values are at least as extreme as the observed one. Values that differ
 * by less than a billionth tie. An undefined value (NaN) counts as not extreme: any fixed rule keeps the
 * test valid, and this one never makes an observed value look rarer than it is among the defined ones.
 */
export type TailCount = {
  add: (value: number, weight: number) => void
  /** Sum of the weights: at all, at least as large, at most as large, at least as far from 0, undefined. */
  all: number
  upper: number
  lower: number
  far: number
  undefined: number
}

/** A counter for one observed value. */
export function tailCount(observed: number): TailCount {
  const slack = 1e-9 * Math.max(1e-3, Math.abs(observed))
  const above = observed - slack
  const below = observed + slack
  const out = Math.abs(observed) - slack
  const tail: TailCount = { add, all: 0, upper: 0, lower: 0, far: 0, undefined: 0 }
  return tail

  function add(value: number, weight: number): void {
    tail.all += weight
    if (value >= above) tail.upper += weight
    if (value <= below) tail.lower += weight
    if (value >= out || value <= -out) tail.far += weight
    else if (value !== value) tail.undefined += weight
  }
}
