import type { Way } from './p-ways.ts'

/** A threshold a p-value is printed against. */
export type Threshold = { relation: '≤' | '<' | '=' | '>'; value: number; halfUnit: number }

/** Does a p meet a printed threshold? `=` grants the rounding of its last digit, the others grant nothing. */
export function meets(p: number, { relation, value, halfUnit }: Threshold): boolean {
  switch (relation) {
    case '<':
      return p < value
    case '≤':
      return p <= value
    case '>':
      return p > value
    case '=':
      return Math.abs(p - value) <= halfUnit + 1e-12
  }
}

/** How a threshold stands to the ways: met, not met by any, met though a stricter level of the study is met by all. */
export type Standing = 'met' | 'not-met' | 'too-loose' | 'no-level'

/**
 * A study that reports at fixed levels prints the strictest that holds: `≤ 0,1` says that 0.05 was not reached. So some
 * way must give a p that meets the threshold and not the next stricter level.
 */
export function standing(ways: Way[], threshold: Threshold, levels: number[]): Standing {
  const met = ways.filter(({ p }) => meets(p, threshold))
  if (met.length === 0) return 'not-met'
  if (threshold.relation === '=' || threshold.relation === '>' || levels.length === 0) return 'met'
  if (!levels.includes(threshold.value)) return 'no-level'
  const stricter = Math.max(...levels.filter((level) => level < threshold.value), 0)
  return met.some(({ p }) => !meets(p, { ...threshold, value: stricter })) ? 'met' : 'too-loose'
}

/** The strictest level a p stays below; missing if it reaches none. */
export function levelOf(p: number, levels: number[]): number | undefined {
  return levels.toSorted((a, b) => a - b).find((level) => p < level)
}

/** `** ` for the levels 0.1, 0.05, 0.001 and a p of 0.02: one star for each level it stays below. */
export function starsOf(p: number, levels: number[]): string {
  return '*'.repeat(levels.filter((level) => p < level).length)
}

/** What a legend says the stars stand for, loosest first: `* p<0,1 **p<0,05` gives [0.1, 0.05]. */
export function legendLevels(legend: string): number[] {
  return [...legend.matchAll(/(\*+)\s*p\s*(?:<|≤)\s*(\d*[.,]\d+)/g)]
    .toSorted((a, b) => a[1].length - b[1].length)
    .map(([, , level]) => Number(level.replace(',', '.')))
}
