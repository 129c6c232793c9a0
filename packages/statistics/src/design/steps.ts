import type { Watch } from '../result.ts'

/** Long work cut into pieces: each `yield` hands out the share done, 0 to 1, and the return is the answer. */
export type Steps<Answer> = Generator<number, Answer, void>

/**
 * Runs the steps to their end in one go. The signal is read between the pieces, so here it can only be
 * raised by the `progress` callback or before the start; to be stopped from outside, use `takeSteps`.
 *
 * @throws the signal's reason
 * @example runSteps(clusterPermutationSteps(tables, { groupOf }), { progress: (share) => bar.set(share) })
 */
export function runSteps<Answer>(steps: Steps<Answer>, { signal, progress }: Watch = {}): Answer {
  signal?.throwIfAborted()
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    progress?.(step.value)
    signal?.throwIfAborted()
  }
}

/**
 * Runs the steps and lets other work of the program in between the pieces, at most some 60 times a second,
 * so that a page stays alive and an `AbortSignal` raised by a click or a timeout is heard.
 *
 * @throws (as a rejected promise) the signal's reason
 * @example await takeSteps(clusterPermutationSteps(tables, { groupOf }), { signal: AbortSignal.timeout(2000) })
 */
export async function takeSteps<Answer>(
  steps: Steps<Answer>,
  { signal, progress }: Watch = {},
): Promise<Answer> {
  signal?.throwIfAborted()
  let rested = performance.now()
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    if (performance.now() - rested < 16) continue
    progress?.(step.value)
    await new Promise((resolve) => setTimeout(resolve, 0))
    signal?.throwIfAborted()
    rested = performance.now()
  }
}
