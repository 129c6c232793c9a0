let last: Promise<unknown> = Promise.resolve()

/** Does what takes a while one after another, so that pages do not wait for many of them at once. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work)
  last = turn.catch(() => undefined)
  return turn
}
