import { maximise, type Programme, vertex, withCut } from './linear-program.ts'

/** The largest Σ objective·x over whole x; `exact: false` = `value` is a bound that no whole x can pass. */
export type IntegerOptimum = { value: number; x: Float64Array | undefined; exact: boolean }

/**
 * Maximises over the whole-number points of a linear programme by branch and bound (Land & Doig 1960).
 * Two-way tables never branch: their programme has whole vertices. After `nodes` branches the answer is the
 * best bound. `undefined` if no whole x fits; a value of Infinity if there is no largest.
 */
export function integerMaximum(
  programme: Programme,
  objective: (variable: number) => number,
  nodes = 2000,
): IntegerOptimum | undefined {
  const { variables } = programme
  if (!maximise(programme, objective)) return { value: Infinity, x: undefined, exact: true }
  const whole = Array.from({ length: variables }, (_, j) => objective(j)).every(Number.isInteger)
  const bound = (value: number) => (whole ? Math.floor(value + 1e-6) : value)
  let best: { value: number; x: Float64Array } | undefined
  let left = nodes
  let open = -Infinity
  branch(programme)
  if (open > (best?.value ?? -Infinity)) return { value: open, x: best?.x, exact: false }
  return best && { ...best, exact: true }

  function branch(node: Programme): void {
    const { value, x } = vertex(node)
    if (best && bound(value) <= best.value + 1e-9) return
    let split = -1
    let nearest = 1
    for (let j = 0; j < variables; j++) {
      const away = Math.abs(x[j] - Math.round(x[j]))
      if (away > 1e-6 && away < nearest) {
        split = j
        nearest = away
      }
    }
    if (split < 0) {
      best = { value: bound(value), x: x.slice(0, variables).map(Math.round) }
      return
    }
    if (--left < 0) {
      open = Math.max(open, bound(value))
      return
    }
    const down = Math.floor(x[split])
    const upFirst = x[split] - down > 0.5
    for (const above of [upFirst, !upFirst]) {
      const narrowed = withCut(node, split, above ? down + 1 : down, above)
      if (narrowed) branch(narrowed)
    }
  }
}
