import { runSteps, type Steps } from '../design/steps.ts'
import type { ExactOptions } from '../exact/exact-options.ts'
import { type ExactPanel, exactPanelSteps } from '../exact/exact-panel.ts'
import type { PValue, Warning } from '../result.ts'
import { adjustedResiduals } from './adjusted-residuals.ts'
import { type ChiSquare, chiSquare } from './chi-square.ts'
import { type CramersV, cramersV } from './cramers-v.ts'
import { type CrossTable, tableMargins, tableWarnings, withoutEmptyLines } from './cross-table.ts'
import { expectedCounts } from './expected-counts.ts'
import { type Gamma, goodmanKruskalGamma } from './goodman-kruskal-gamma.ts'
import { kendallTauB } from './kendall-tau-b.ts'
import { kendallTauC } from './kendall-tau-c.ts'
import { type LinearByLinear, linearByLinear } from './linear-by-linear.ts'
import type { AssociationOptions, OrdinalAssociation } from './ordinal-association.ts'
import { somersD } from './somers-d.ts'
import { type SpearmanRho, spearmanRho } from './spearman-rho.ts'

/** Measures that need both variables ordered. */
export type OrdinalPanel = {
  gamma: Gamma
  tauB: OrdinalAssociation
  tauC: OrdinalAssociation
  somersD: { columns: OrdinalAssociation; rows: OrdinalAssociation; symmetric: OrdinalAssociation }
  spearman: SpearmanRho
  linearByLinear: LinearByLinear
}

/** Everything to be said about one cross table, as plain JSON. Numbers of rows and columns count from 1. */
export type TablePanel = {
  n: number
  /** What was computed on: the table without empty rows and columns. */
  rows: number
  columns: number
  droppedRows: number[]
  droppedColumns: number[]
  chiSquare: ChiSquare
  cramersV: CramersV
  expected: number[][]
  adjustedResiduals: (number | undefined)[][]
  /** Only if both variables are ordered; two categories count as ordered. */
  ordinal: OrdinalPanel | undefined
  /** Exact tests given both margins; not for fractional counts or n = 0. */
  exact: ExactPanel | undefined
  /** The p-values a reader may meet for this table: by ASE0, by ASE1 and exact if ordered, else χ², G² and exact. */
  pValues: PValue[]
  /** Whether some of `pValues` are below 0.05 and others not; undefined with fewer than two of them. */
  pValuesDisagree: boolean | undefined
  warnings: Warning[]
}

/** Which variables are ordered, the confidence level, and how much the exact tests may cost together. */
export type TablePanelOptions = AssociationOptions &
  ExactOptions & { rowOrdinal?: boolean; columnOrdinal?: boolean }

/**
 * The whole panel of one cross table: association with errors, intervals and p-values that name their error, tests
 * of independence, and exact tests. The exact tests together keep to about 0.2 s unless `workLimit` says otherwise;
 * those beyond are seeded Monte Carlo and say so.
 *
 * Empty rows and columns are dropped and named in `droppedRows`, `droppedColumns` and the warning
 * `empty-lines-dropped`. With one row or column left, or n = 0, every measure of association is undefined, with a
 * warning. Fractional counts are taken as weights and get no exact p.
 *
 * @throws `table panel: expected counts of 0 or more, found -1` · `table panel: expected 3 columns in row 2, …` ·
 *   `invalid confidence level; not in (0, 1): 95`
 * @example tablePanel([[5, 3, 0], [4, 4, 0], [2, 1, 5]], { rowOrdinal: true, columnOrdinal: true }).ordinal.gamma
 */
export function tablePanel(table: CrossTable, options: TablePanelOptions = {}): TablePanel {
  return runSteps(tablePanelSteps(table, options), options)
}

/** The same in pieces, for `takeSteps`. */
export function* tablePanelSteps(table: CrossTable, options: TablePanelOptions = {}): Steps<TablePanel> {
  const given = tableMargins('table panel', table)
  const kept = withoutEmptyLines(given)
  const { counts, rows, columns } = kept
  const droppedRows = missingFrom(rows, given.rowTotals.length)
  const droppedColumns = missingFrom(columns, given.columnTotals.length)
  const ordered = (options.rowOrdinal || rows.length === 2) && (options.columnOrdinal || columns.length === 2)
  const independence = chiSquare(counts)
  const ordinal = ordered ? ordinalPanel(counts, linearByLinear(table), options) : undefined
  const exact =
    kept.whole && kept.n > 0
      ? yield* exactPanelSteps(table, ordered, { workLimit: 2.5e7, ...options })
      : undefined
  const single = rows.length < 2 || columns.length < 2
  const exactPValue = single ? undefined : (exact?.gamma ?? exact?.fisherFreemanHalton)?.twoSided
  const pValues = (
    ordinal
      ? [ordinal.gamma.pAse0, ordinal.gamma.pAse1, exactPValue]
      : [independence.pValue, independence.likelihoodRatio.pValue, exactPValue]
  ).filter((pValue) => pValue !== undefined)
  const warnings = [...tableWarnings(kept)]
  if (droppedRows.length + droppedColumns.length > 0)
    warnings.push({
      code: 'empty-lines-dropped',
      values: { rows: droppedRows.join(', '), columns: droppedColumns.join(', ') },
    })
  if (exact && Object.values(exact).some((test) => !test.exact)) warnings.push(monteCarlo(exact))
  return {
    n: kept.n,
    rows: rows.length,
    columns: columns.length,
    droppedRows,
    droppedColumns,
    chiSquare: independence,
    cramersV: cramersV(counts, options),
    expected: expectedCounts(counts),
    adjustedResiduals: adjustedResiduals(counts),
    ordinal,
    exact,
    pValues,
    pValuesDisagree: disagree(pValues),
    warnings: withoutRepeats([
      ...warnings,
      ...independence.warnings,
      ...(ordinal ? ordinal.gamma.warnings : []),
    ]),
  }
}

function ordinalPanel(counts: CrossTable, linear: LinearByLinear, options: AssociationOptions): OrdinalPanel {
  return {
    gamma: goodmanKruskalGamma(counts, options),
    tauB: kendallTauB(counts, options),
    tauC: kendallTauC(counts, options),
    somersD: {
      columns: somersD(counts, 'columns', options),
      rows: somersD(counts, 'rows', options),
      symmetric: somersD(counts, 'symmetric', options),
    },
    spearman: spearmanRho(counts, options),
    // Of the whole table: dropping an empty category must not move the scores of the others.
    linearByLinear: linear,
  }
}

function monteCarlo(exact: ExactPanel): Warning {
  const drawn = Object.values(exact).find((test) => !test.exact)!.twoSided
  return { code: 'monte-carlo', values: { draws: drawn.draws!, seed: drawn.seed! } }
}

function missingFrom(kept: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, i) => i)
    .filter((i) => !kept.includes(i))
    .map((i) => i + 1)
}

function disagree(pValues: readonly PValue[]): boolean | undefined {
  if (pValues.length < 2) return undefined
  return new Set(pValues.map(({ p }) => p < 0.05)).size > 1
}

function withoutRepeats(warnings: Warning[]): Warning[] {
  const seen = new Map(warnings.map((warning) => [JSON.stringify(warning), warning]))
  return [...seen.values()]
}
