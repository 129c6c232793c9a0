import type { Steps } from '../design/steps.ts'

/** Steps that are one part of longer work: their shares, 0 to 1, become shares from `from` to `from + length`. */
export function* partOf<Answer>(steps: Steps<Answer>, from: number, length: number): Steps<Answer> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    yield from + length * step.value
  }
}
