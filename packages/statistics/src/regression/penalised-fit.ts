import { type AdjustedScore, adjustedScore, type Penalty } from './adjusted-score.ts'
import { cholesky, choleskySolve } from './cholesky.ts'
import type { CumulativeProblem } from './cumulative-likelihood.ts'
import { linearSolve } from './linear-solve.ts'

/** Where the adjusted score vanishes. */
export type PenalisedFit = AdjustedScore & { theta: Float64Array; iterations: number; converged: boolean }

/**
 * Solves the adjusted score equations: Fisher scoring with step halving, and if that is slow Newton's method with
 * differences of the score. Jeffreys' penalty is maximised (a step must not lower the penalised likelihood);
 * for mean bias there is nothing to maximise and a step must bring the score nearer to zero.
 * Parameters marked in `fixed` stay where they start; the penalty is that of the full model all the same.
 *
 * @returns `undefined` if the start itself is impossible: thresholds out of order, or so far out that the information
 * is numerically singular
 */
export function penalisedFit(
  problem: CumulativeProblem,
  penalty: Penalty,
  start: Float64Array,
  fixed?: Uint8Array,
): PenalisedFit | undefined {
  const direct = climb(problem, penalty, start, fixed)
  if (!direct || direct.converged || penalty === 'jeffreys') return direct
  // Without something to maximise the way can get stuck; the maximum under Jeffreys' prior is close by.
  const nearby = climb(problem, 'jeffreys', start, fixed)
  return nearby && climb(problem, penalty, nearby.theta, fixed)
}

/**
 * The maximum under Jeffreys' prior with some parameters held at given values. If those are too far from `theta` to
 * be reached at once, they are approached by halves.
 */
export function heldAt(
  problem: CumulativeProblem,
  theta: Float64Array,
  held: ReadonlyMap<number, number>,
  depth = 0,
): PenalisedFit | undefined {
  const start = Float64Array.from(theta)
  const fixed = new Uint8Array(theta.length)
  const middle = new Map<number, number>()
  for (const [index, value] of held) {
    start[index] = value
    fixed[index] = 1
    middle.set(index, (theta[index] + value) / 2)
  }
  const direct = penalisedFit(problem, 'jeffreys', start, fixed)
  if (direct?.converged || depth > 10) return direct
  const nearer = heldAt(problem, theta, middle, depth + 1)
  return nearer?.converged ? heldAt(problem, nearer.theta, held, depth + 1) : direct
}

function climb(
  problem: CumulativeProblem,
  penalty: Penalty,
  start: Float64Array,
  fixed?: Uint8Array,
): PenalisedFit | undefined {
  const first = adjustedScore(problem, start, penalty)
  if (!first) return undefined
  let at = { theta: Float64Array.from(start), ...first, ...scoring(first, fixed) }
  for (let iterations = 0; ; iterations++) {
    const { theta, logLik, penalised, score, information, inverse, step, decrement } = at
    const done = decrement < 1e-22 || iterations >= 200
    const sharper = !done && iterations >= 5 ? newtonStep(problem, penalty, theta, at, fixed) : undefined
    const moved = done
      ? undefined
      : ((sharper && tried(sharper, 1)) ?? halved(step) ?? (sharper && halved(sharper)))
    if (!moved)
      return {
        theta,
        logLik,
        penalised,
        score,
        information,
        inverse,
        iterations,
        converged: decrement < 1e-12,
      }
    at = moved
  }

  function halved(direction: Float64Array): typeof at | undefined {
    for (let share = 1; share > 1e-10; share /= 2) {
      const found = tried(direction, share)
      if (found) return found
    }
    return undefined
  }

  function tried(direction: Float64Array, share: number): typeof at | undefined {
    const theta = at.theta.map((value, i) => value + share * direction[i])
    const found = adjustedScore(problem, theta, penalty)
    if (!found) return undefined
    const next = { theta, ...found, ...scoring(found, fixed) }
    const gain = penalty === 'jeffreys' ? (found.penalised - at.penalised) / (1 + Math.abs(at.penalised)) : 0
    return gain > 1e-12 || (next.decrement < at.decrement && gain > -1e-9) ? next : undefined
  }
}

function scoring({ information, score }: AdjustedScore, fixed?: Uint8Array) {
  const factor = cholesky(information, score.length, fixed)
  const step = factor ? choleskySolve(factor, score) : new Float64Array(score.length)
  let decrement = 0
  for (let i = 0; i < step.length; i++) decrement += step[i] * score[i]
  return { step, decrement }
}

/** Newton's step with the derivatives of the score by central differences. */
function newtonStep(
  problem: CumulativeProblem,
  penalty: Penalty,
  theta: Float64Array,
  { score, inverse }: AdjustedScore,
  fixed?: Uint8Array,
): Float64Array | undefined {
  const size = theta.length
  const slopes = new Float64Array(size * size)
  const goal = score.map((value, i) => (fixed?.[i] ? 0 : -value))
  for (let j = 0; j < size; j++) {
    if (fixed?.[j]) {
      slopes[j * size + j] = 1
      continue
    }
    const h = 1e-4 * Math.sqrt(inverse[j * size + j])
    const sides = [h, -h].map((distance) => {
      const moved = Float64Array.from(theta)
      moved[j] += distance
      return adjustedScore(problem, moved, penalty)
    })
    if (!sides[0] || !sides[1]) return undefined
    for (let i = 0; i < size; i++)
      if (!fixed?.[i]) slopes[i * size + j] = (sides[0].score[i] - sides[1].score[i]) / (2 * h)
  }
  return linearSolve(slopes, goal)
}
