import type { Moved } from './comparison.ts'

/** A number that is another one than before, or nothing. What is not there or not shown is `null`. */
export function moved(
  before: number | null | undefined,
  after: number | null | undefined,
): Moved | undefined {
  const [was, is] = [before ?? null, after ?? null]
  if (was === is) return undefined
  return { before: was, after: is, change: was === null || is === null ? null : is - was }
}
