import type { Text } from '@pejling/indicators'
import type { StatisticRow } from './statistic-rows.ts'

/** What the numbers of `statisticRows` are called, by their ids. */
const names: Record<string, Text> = {
  gamma: { da: 'Goodman–Kruskals gamma', en: 'Goodman–Kruskal gamma' },
  tauB: { da: 'Kendalls tau-b', en: 'Kendall’s tau-b' },
  tauC: { da: 'Kendalls tau-c', en: 'Kendall’s tau-c' },
  'somersD.columns': { da: 'Somers’ d, kolonner afhængige', en: 'Somers’ d, columns dependent' },
  'somersD.rows': { da: 'Somers’ d, rækker afhængige', en: 'Somers’ d, rows dependent' },
  'somersD.symmetric': { da: 'Somers’ d, symmetrisk', en: 'Somers’ d, symmetric' },
  spearman: { da: 'Spearmans rho', en: 'Spearman’s rho' },
  cramersV: { da: 'Cramérs V', en: 'Cramér’s V' },
  chi2: { da: 'χ²', en: 'χ²' },
  likelihoodRatio: { da: 'likelihood-ratio χ²', en: 'likelihood-ratio χ²' },
  'p.exact': { da: 'eksakt test', en: 'exact test' },
  slope: { da: 'Theil–Sens hældning', en: 'Theil–Sen slope' },
  intercept: { da: 'skæring', en: 'intercept' },
  design: { da: 'test efter designet', en: 'test that respects the design' },
}

/** What a row of `statisticRows` is called; an id nobody has named is its own name. */
export function statisticName(id: string): Text {
  return names[id] ?? { da: id, en: id }
}

/** What the numbers of such a row are called. */
export const statisticFields: Record<keyof Omit<StatisticRow, 'id' | 'method'>, Text> = {
  estimate: { da: 'skøn', en: 'estimate' },
  low: { da: 'nedre grænse', en: 'lower limit' },
  high: { da: 'øvre grænse', en: 'upper limit' },
  df: { da: 'frihedsgrader', en: 'degrees of freedom' },
  p: { da: 'p', en: 'p' },
  pHigh: { da: 'p højst', en: 'p at most' },
}
