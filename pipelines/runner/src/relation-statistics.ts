import type { Association, DesignTest, SeparatedRow } from '@pejling/association'
import type { TablePanel } from '@pejling/statistics'
import { shown, shownP } from './output.ts'

/** What the numbers say in lines of English: effect sizes with intervals first, then tests, then what the design allows. */
export function associationInWords(association: Association): string {
  if (association.kind === 'withheld')
    return 'no statistics: the rounds asked questions that cannot be compared; narrow to rounds that can'
  const lines = association.kind === 'table' ? [panelInWords(association.panel)] : ranksInWords(association)
  if (association.kind === 'table') lines.push(...(association.separation ?? []).map(separatedInWords))
  if (association.design) lines.push(designInWords(association.design))
  return lines.join('\n')
}

/** The panel as lines: effect sizes with intervals first, then tests, then what a reader must know. */
export function panelInWords({
  n,
  chiSquare,
  cramersV,
  ordinal,
  pValues,
  pValuesDisagree,
  warnings,
}: TablePanel): string {
  const lines = [`n = ${n}`]
  if (ordinal) {
    const { gamma, tauB, tauC, somersD, spearman } = ordinal
    const measures = [gamma, tauB, tauC, somersD.columns, somersD.rows, somersD.symmetric, spearman]
    for (const { method, estimate, ase1, ase0, interval } of measures)
      lines.push(
        `${method} ${shown(estimate)}${intervalInWords(interval)}, ASE1 ${shown(ase1)}, ASE0 ${shown(ase0)}`,
      )
  }
  lines.push(`Cramér's V ${shown(cramersV.estimate)}`)
  lines.push(
    `χ² ${shown(chiSquare.estimate)} on ${chiSquare.df} df, p ${shownP(chiSquare.pValue?.p)}; G² ` +
      `${shown(chiSquare.likelihoodRatio.estimate)}, p ${shownP(chiSquare.likelihoodRatio.pValue?.p)}; smallest ` +
      `expected count ${shown(chiSquare.smallestExpected)}`,
  )
  for (const { p, method, alternative } of pValues) lines.push(`p ${shownP(p)} (${alternative}, ${method})`)
  if (pValuesDisagree) lines.push('the p-values fall on both sides of 0.05: which one is used decides')
  for (const { code, values = {} } of warnings) {
    const said = Object.entries(values).map(([name, value]) => `${name} ${valueInWords(value)}`)
    lines.push(`note: ${code}${said.length ? ` (${said.join(', ')})` : ''}`)
  }
  return lines.join('\n')
}

function ranksInWords({ correlation }: Association & { kind: 'ranks' }): string[] {
  if (!correlation) return []
  const { spearman, kendallTauB, goodmanKruskalGamma } = correlation
  return [spearman, kendallTauB, goodmanKruskalGamma].map(
    ({ method, estimate, interval }) => `${method} ${shown(estimate)}${intervalInWords(interval)}`,
  )
}

function separatedInWords({ row, column, n, reduced }: SeparatedRow): string {
  const alike = `all ${n} with ${row.label.en} answered ${column.label.en}: a coefficient cannot be estimated`
  if (!reduced) return alike
  return `${alike}; the bias-reduced estimate against ${reduced.reference.label.en} is ${shown(reduced.estimate)}`
}

function designInWords({ assignment, level, clusters, test }: DesignTest): string {
  const assigned = `${assignment.variable} was assigned to ${clusters} ${level.plural.en}`
  if (!test) return `${assigned}: no test that knows it can be made from what is known`
  const { assignments, smallestPossible } = test.result
  const ways = `${assigned} in one of ${assignments} ways, so that p is at least ${shown(smallestPossible)}`
  const { p } = test.result
  if (typeof p === 'object' && 'smallest' in p)
    return `${ways}; over all codings that agree with the printed tables it is ${shown(p.smallest)} to ${shown(p.largest)}`
  return `${ways}; it is ${shown(typeof p === 'object' ? p.p : p)}`
}

function intervalInWords(interval: { level: number; lower: number; upper: number } | undefined): string {
  if (!interval) return ''
  return ` (${interval.level * 100} %: ${shown(interval.lower)} to ${shown(interval.upper)})`
}

function valueInWords(value: number | string | boolean): string {
  return typeof value === 'number' ? shown(value) : String(value)
}
