/** A measured value; `null`, `undefined` and NaN are missing. */
export type Measured = number | null | undefined

/**
 * The values that are there, in order, and how many are missing.
 *
 * @throws `measurements: expected a finite number or nothing at position 3, found Infinity`
 */
export function measurements(values: readonly Measured[]): { present: Float64Array; missing: number } {
  const present = new Float64Array(values.length)
  let n = 0
  values.forEach((value, i) => {
    if (isPresent(value, i)) present[n++] = value
  })
  return { present: present.subarray(0, n), missing: values.length - n }
}

/**
 * The pairs of which both values are there, and how many are left out.
 *
 * @throws `measurements: expected as many x as y, found 3 and 4`, and as `measurements`
 */
export function pairedMeasurements(
  x: readonly Measured[],
  y: readonly Measured[],
): { x: Float64Array; y: Float64Array; missing: number } {
  if (x.length !== y.length)
    throw new RangeError(`measurements: expected as many x as y, found ${x.length} and ${y.length}`)
  const left = new Float64Array(x.length)
  const right = new Float64Array(x.length)
  let n = 0
  for (let i = 0; i < x.length; i++) {
    const here = isPresent(x[i], i)
    const there = isPresent(y[i], i)
    if (!here || !there) continue
    left[n] = x[i]!
    right[n++] = y[i]!
  }
  return { x: left.subarray(0, n), y: right.subarray(0, n), missing: x.length - n }
}

function isPresent(value: Measured, position: number): value is number {
  if (value === null || value === undefined || Number.isNaN(value)) return false
  if (typeof value !== 'number' || Math.abs(value) === Infinity)
    throw new RangeError(
      `measurements: expected a finite number or nothing at position ${position + 1}, found ${value}`,
    )
  return true
}
