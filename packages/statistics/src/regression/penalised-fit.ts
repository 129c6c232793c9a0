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
 * @throws `penalised fit: …` if the start itself is impossible
 */
export function penalisedFit(
  problem: CumulativeProblem,
  penalty: Penalty,
  start: Float64Array,
  fixed?: Uint8Array,
): PenalisedFit {
  let theta = Float64Array.from(start)
  let here = adjustedScore(problem, theta, penalty)
  if (!here)
    throw new RangeError(
      'penalised fit: expected thresholds in order and a positive information at the start',
    )
  let { step, decrement } = scoring(here, fixed)
  for (let iterations = 0; ; iterations++) {
    if (decrement < 1e-22 || iterations >= 200)
      return { ...here, theta, iterations, converged: decrement < 1e-12 }
    const sharper =
      iterations >= 5 && decrement < 1 ? newtonStep(problem, penalty, theta, here, fixed) : undefined
    const moved = (sharper && tried(sharper, 1)) ?? halved(step)
    if (!moved) return { ...here, theta, iterations, converged: decrement < 1e-12 }
    theta = moved.theta
    here = moved.here
    step = moved.step
    decrement = moved.decrement
  }

  function halved(direction: Float64Array) {
    for (let share = 1; share > 1e-10; share /= 2) {
      const found = tried(direction, share)
      if (found) return found
    }
    return undefined
  }

  function tried(direction: Float64Array, share: number) {
    const trial = theta.map((at, i) => at + share * direction[i])
    const found = adjustedScore(problem, trial, penalty)
    if (!found) return undefined
    const next = scoring(found, fixed)
    const better =
      next.decrement < decrement ||
      (penalty === 'jeffreys' && found.penalised > here!.penalised + 1e-12 * Math.abs(here!.penalised))
    const worse =
      penalty === 'jeffreys' && found.penalised < here!.penalised - 1e-9 * (1 + Math.abs(here!.penalised))
    return better && !worse ? { theta: trial, here: found, ...next } : undefined
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
