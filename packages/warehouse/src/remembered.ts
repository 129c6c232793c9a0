import type { Edition } from './edition.ts'

/**
 * Reads something of an edition once: an edition never changes, so what was read stays true as long as it is open. The
 * answer is shared and must not be changed.
 */
export function remembered<T>(read: (edition: Edition, key: string) => Promise<T>) {
  const known = new WeakMap<Edition, Map<string, Promise<T>>>()
  return (edition: Edition, key = ''): Promise<T> => {
    const answers = known.get(edition) ?? new Map<string, Promise<T>>()
    known.set(edition, answers)
    const answer = answers.get(key) ?? read(edition, key)
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    return answer
  }
}
