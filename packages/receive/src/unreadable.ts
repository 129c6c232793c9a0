import type { Problem } from '@pejling/indicators'

/** Where in a file it is: a row, and the column's heading. */
type Place = Pick<Problem, 'row' | 'heading'>

/**
 * A file cannot be read on from here. Readers throw it deep inside; the doors of this folder turn it into a problem of the
 * file, so that nobody outside ever sees it.
 */
export class Unreadable extends Error {
  readonly rule: string
  readonly place: Place
  /** Others of its kind, further down. */
  readonly also: Unreadable[] = []

  constructor(rule: string, message: string, place: Place = {}) {
    super(message)
    this.rule = rule
    this.place = place
  }
}

/** `expected 120 bytes more, found the end of the file` as a problem that stops, and those that go with it. */
export function unreadableProblems(file: string, { rule, message, place, also }: Unreadable): Problem[] {
  return [
    { file, ...place, rule, severity: 'stops', message },
    ...also.flatMap((other) => unreadableProblems(file, other)),
  ]
}
