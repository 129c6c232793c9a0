/** Work done one at a time; gives nothing when too many wait already. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T | undefined>

/**
 * A lane for work that costs processor time. It rests after each piece for `rest` times as long as the piece took: with 1
 * a flood never has more than half a core, and pages are served on. At most `waiting` wait.
 */
export function openLane({
  waiting,
  rest,
  now = () => performance.now(),
  sleep = (milliseconds: number) => new Promise<void>((later) => setTimeout(later, milliseconds)),
}: {
  waiting: number
  rest: number
  now?: () => number
  sleep?: (milliseconds: number) => Promise<void>
}): Lane {
  let free: Promise<void> = Promise.resolve()
  let inLane = 0
  return async (work) => {
    if (inLane > waiting) return undefined
    inLane += 1
    const mine = free.then(async () => {
      const began = now()
      const done = Promise.resolve().then(work)
      const rested = done.then(
        () => undefined,
        () => undefined,
      )
      return { done, rested: rested.then(() => (rest ? sleep((now() - began) * rest) : undefined)) }
    })
    free = mine.then(({ rested }) => rested)
    try {
      return await (
        await mine
      ).done
    } finally {
      inLane -= 1
    }
  }
}
