import { spelledPlainly } from '../spelled-plainly.ts'

/**
 * How alike two names are, 0 to 1: the same letters in pairs (Dice 1945, over pairs of neighbouring letters), whatever case,
 * marks and order of words. Danish letters count as their two-letter spellings, so that `boern` is `børn`.
 *
 * @example likeness('Indskrevne børn', 'boern_indskrevne') // 1
 */
export function likeness(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)]
  if (!left || !right) return 0
  if (left === right) return 1
  const [of, against] = [pairsOf(left), pairsOf(right)]
  const shared = [...of].reduce((sum, [pair, n]) => sum + Math.min(n, against.get(pair) ?? 0), 0)
  return (2 * shared) / (sizeOf(of) + sizeOf(against))
}

/** A name without what may be written in several ways: case, marks, Danish letters, the order of words. */
export function plain(name: string): string {
  return spelledPlainly(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ')
}

/** Pairs of neighbouring letters within each word, with how often each stands there; a word of one letter is a pair itself. */
function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>()
  for (const word of text.split(' '))
    for (let at = 0; at < Math.max(1, word.length - 1); at++) {
      const pair = word.slice(at, at + 2)
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
    }
  return pairs
}

function sizeOf(pairs: Map<string, number>): number {
  return [...pairs.values()].reduce((sum, n) => sum + n, 0)
}
