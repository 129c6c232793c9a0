import { limits } from '../limits.ts'
import type { NumberReader } from '../numbers.ts'
import { Unreadable } from '../unreadable.ts'
import type { DtaDictionary, ToText } from './dta-dictionary.ts'

/**
 * One set of value labels: how many, how long their texts, where each begins, the values, the texts.
 *
 * @throws Unreadable
 */
export function labelTable(
  bytes: Buffer,
  { int32 }: NumberReader,
  toText: ToText,
): { value: number; label: string }[] {
  const wrong = () => new Unreadable('labels', 'expected a set of value labels, found its parts outside it')
  if (bytes.length < 8) throw wrong()
  const [n, length] = [int32(bytes, 0), int32(bytes, 4)]
  if (n < 0 || n > limits.labels || length < 0 || 8 + 8 * n + length > bytes.length) throw wrong()
  const texts = bytes.subarray(8 + 8 * n, 8 + 8 * n + length)
  return Array.from({ length: n }, (_, at) => {
    const from = int32(bytes, 8 + 4 * at)
    if (from < 0 || from > length) throw wrong()
    const end = texts.indexOf(0, from)
    const label = toText(texts.subarray(from, end < 0 ? length : Math.min(end, from + limits.labelLetters)))
    return { value: int32(bytes, 8 + 4 * n + 4 * at), label }
  })
}

/** The labels a Stata file may have in all. */
export function checkLabels(labels: DtaDictionary['labels']): void {
  const n = [...labels.values()].reduce((sum, set) => sum + set.length, 0)
  if (n > limits.labels)
    throw new Unreadable('labels', `expected at most ${limits.labels} value labels, found ${n}`)
}
