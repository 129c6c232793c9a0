import type { Pairs, Variable } from '@pejling/indicators'
import {
  type OrdinalAssociation,
  type OrdinalPanel,
  rankCorrelation,
  type TablePanel,
  tablePanel,
} from '@pejling/statistics'
import { type Answer, isNumber } from '@pejling/warehouse'
import { shown, shownP } from './output.ts'

/** What `--json` gives under `statistics`: an undefined number is left out, and a warning says why. */
export function statisticsOf(answer: Answer, x: Variable, y: Variable): object {
  if (answer.kind === 'crosstab') return panelAsJson(panelOf(answer, x, y))
  return isOrdered(x) && isOrdered(y) ? rankCorrelation(...ranksOf(answer.points, x, y)) : {}
}

/** The same in a few lines of English. */
export function statisticsInWords(answer: Answer, x: Variable, y: Variable): string {
  if (answer.kind === 'crosstab') return panelInWords(panelOf(answer, x, y))
  if (!(isOrdered(x) && isOrdered(y))) return ''
  const { spearman, kendallTauB, goodmanKruskalGamma } = rankCorrelation(...ranksOf(answer.points, x, y))
  return [spearman, kendallTauB, goodmanKruskalGamma]
    .map(({ method, estimate, interval }) => `${method} ${shown(estimate)}${intervalInWords(interval)}`)
    .join('\n')
}

function panelOf({ counts }: Answer & { kind: 'crosstab' }, x: Variable, y: Variable): TablePanel {
  return tablePanel(counts, { rowOrdinal: x.scale === 'ordinal', columnOrdinal: y.scale === 'ordinal' })
}

/** The panel under short names: `gamma`, `chi2`, `cramersV` …, p-values as numbers that name how they were made. */
export function panelAsJson(panel: TablePanel): Record<string, unknown> {
  const { chiSquare, cramersV, ordinal, warnings } = panel
  return {
    chi2: {
      ...{ estimate: chiSquare.estimate, df: chiSquare.df, p: chiSquare.pValue?.p },
      likelihoodRatio: chiSquare.likelihoodRatio.estimate,
      pLikelihoodRatio: chiSquare.likelihoodRatio.pValue?.p,
      smallestExpected: chiSquare.smallestExpected,
      cellsExpectedBelow5: chiSquare.cellsExpectedBelow5,
    },
    cramersV,
    expected: panel.expected,
    adjustedResiduals: panel.adjustedResiduals,
    ...(ordinal ? ordinalAsJson(ordinal) : {}),
    pValues: panel.pValues,
    pValuesDisagree: panel.pValuesDisagree,
    warnings,
  }
}

function ordinalAsJson({ gamma, tauB, tauC, somersD, spearman, linearByLinear }: OrdinalPanel) {
  return {
    gamma: { ...association(gamma), concordant: gamma.concordant, discordant: gamma.discordant },
    tauB: association(tauB),
    tauC: association(tauC),
    somersD: {
      rows: association(somersD.rows),
      columns: association(somersD.columns),
      symmetric: association(somersD.symmetric),
    },
    spearman: association(spearman),
    linearByLinear,
  }
}

function association({ estimate, ase0, ase1, interval, pAse0, pAse1 }: OrdinalAssociation) {
  return { estimate, ase0, ase1, pAse0: pAse0?.p, pAse1: pAse1?.p, interval }
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
  for (const { code, values } of warnings)
    lines.push(
      `note: ${code}${
        values
          ? ` (${Object.entries(values)
              .map(([name, value]) => `${name} ${typeof value === 'number' ? shown(value) : value}`)
              .join(', ')})`
          : ''
      }`,
    )
  return lines.join('\n')
}

function intervalInWords(interval: { level: number; lower: number; upper: number } | undefined): string {
  return interval ? ` (${interval.level * 100} %: ${shown(interval.lower)} to ${shown(interval.upper)})` : ''
}

function isOrdered(variable: Variable): boolean {
  return isNumber(variable) || variable.scale === 'ordinal'
}

/** Numbers as they are, ordered categories by their place in the codebook. */
function ranksOf(points: Pairs['points'], x: Variable, y: Variable): [number[], number[]] {
  const rank = ({ categories }: Variable, value: number | string) =>
    categories ? categories.findIndex(({ id }) => id === value) : Number(value)
  return [points.map((point) => rank(x, point.x)), points.map((point) => rank(y, point.y))]
}
