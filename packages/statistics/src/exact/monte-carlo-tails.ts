import type { Steps } from '../design/steps.ts'
import type { Tails } from './exact-p.ts'

/**
 * Estimates the tails of a statistic from random draws. Values within `slack` of the observed count as equal, so
 * that rounding does not split ties.
 *
 * @param draw one draw of the statistic
 */
export function* monteCarloTails(
  draw: () => number,
  observed: number,
  centre: number,
  draws: number,
  slack: number,
): Steps<Tails> {
  const tails = { above: 0, at: 0, below: 0, farther: 0, asFar: 0 }
  const distance = Math.abs(observed - centre)
  for (let done = 0; done < draws; done++) {
    if (done % 1000 === 0) yield done / draws
    const value = draw()
    if (value > observed + slack) tails.above++
    else if (value < observed - slack) tails.below++
    else tails.at++
    const far = Math.abs(value - centre)
    if (far > distance + slack) tails.farther++
    else if (far >= distance - slack) tails.asFar++
  }
  for (const part of Object.keys(tails) as (keyof Tails)[]) tails[part] /= draws
  return tails
}
