import type { PValue } from '@pejling/statistics'
import type { Association } from '@pejling/association'
import type { Words } from '#lib/words/words.ts'

/** One p-value in words: how it was computed, and the number. */
export type NamedP = { name: string; p: number }

/** The level at which p-values are held against each other. */
export const pLevel = 0.05

/** The p-values a reader may meet for an answer, each by what it was computed with. */
export function namedPValues(association: Association, words: Words): NamedP[] {
  if (association.kind === 'withheld') return []
  if (association.kind === 'ranks') return rankPValues(association, words)
  const { ordinal, chiSquare, pValues } = association.panel
  const known = new Map<PValue | undefined, string>(
    ordinal
      ? [
          [ordinal.gamma.pAse0, words.say('statistics.p.ase0')],
          [ordinal.gamma.pAse1, words.say('statistics.p.ase1')],
        ]
      : [],
  )
  const chi2 = words.say('statistics.p.chi2', {
    value: words.number(chiSquare.estimate ?? 0, 2),
    df: chiSquare.df,
  })
  const g2 = words.say('statistics.p.g2', { value: words.number(chiSquare.likelihoodRatio.estimate ?? 0, 2) })
  known.set(chiSquare.pValue, chi2)
  known.set(chiSquare.likelihoodRatio.pValue, g2)
  const listed = pValues.map((value) => ({
    p: value.p,
    name: known.get(value) ?? nameOf(value, chi2, g2, words),
  }))
  // χ² belongs on the page also where both variables are ordered and gamma's own tests come first.
  return ordinal && chiSquare.pValue ? [...listed, { name: chi2, p: chiSquare.pValue.p }] : listed
}

/** What the p-values say together when they disagree, or that they do not. Nothing with fewer than two. */
export function pVerdict(values: NamedP[], units: string, words: Words): string | undefined {
  if (values.length < 2) return undefined
  const below = values.filter(({ p }) => p < pLevel).length
  const common = { n: values.length, level: words.number(pLevel, 2), units }
  if (below === values.length) return words.say('statistics.p.agree.below', common)
  if (below === 0) return words.say('statistics.p.agree.above', common)
  return words.say('statistics.p.disagree', { ...common, below: words.number(below), belowCount: below })
}

function nameOf({ method }: PValue, chi2: string, g2: string, words: Words): string {
  if (/exact/.test(method)) return words.say('statistics.p.exact')
  if (/Monte Carlo/.test(method)) return words.say('statistics.p.drawn')
  if (/likelihood/.test(method)) return g2
  return /χ²/.test(method) ? chi2 : method
}

function rankPValues(association: Association & { kind: 'ranks' }, words: Words): NamedP[] {
  const { spearman, kendallTauB } = association.correlation ?? {}
  return [
    ...(spearman?.pValues ?? []).map(({ p }) => ({ p, name: words.say('statistics.p.spearman') })),
    ...(kendallTauB?.pValues ?? []).map(({ p, method }) => ({
      p,
      name: words.say(/exact/.test(method) ? 'statistics.p.kendallExact' : 'statistics.p.kendall'),
    })),
  ]
}
