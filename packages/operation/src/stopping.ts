let stopping = false

/** Says to the whole process that it has been told to stop: readiness turns first, the doors close after. */
export function beginStopping(): void {
  stopping = true
}

/** Has this process been told to stop? */
export function isStopping(): boolean {
  return stopping
}
