let stopping = false
const last = new Set<() => void>()

/** Says to the whole process that it has been told to stop: readiness turns first, the doors close after. */
export function beginStopping(): void {
  stopping = true
  for (const act of last) act()
  last.clear()
}

/** Has this process been told to stop? */
export function isStopping(): boolean {
  return stopping
}

/** Does something when the process is told to stop, for what would else never end. Returns how to take it back. */
export function onStopping(act: () => void): () => void {
  if (stopping) act()
  else last.add(act)
  return () => last.delete(act)
}
