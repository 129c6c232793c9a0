import type { OrdinalAssociation, OrdinalPanel, RankCorrelation, TablePanel } from '@pejling/statistics'
import type { Association } from '../associate.ts'
import type { DesignTest } from '../design-test.ts'
import type { SeparatedRow } from '../separated-rows.ts'

/** What JSON gives of a relation under `statistics`: an undefined number is left out, and a warning says why. */
export function associationAsJson(association: Association): Record<string, unknown> {
  const { design } = association
  const shared = design ? { design: designAsJson(design) } : {}
  if (association.kind === 'withheld') return { withheld: association.why }
  if (association.kind === 'ranks') return { ...ranksAsJson(association.correlation), ...shared }
  const { panel, separation = [] } = association
  return { ...panelAsJson(panel), separation: separation.map(separatedAsJson), ...shared }
}

/** The measures under the names a table's have. */
function ranksAsJson(correlation: RankCorrelation | undefined): object {
  if (!correlation) return {}
  const { goodmanKruskalGamma: gamma, kendallTauB: tauB, ...rest } = correlation
  return { ...rest, gamma, tauB }
}

/** The panel under short names: `gamma`, `chi2`, `cramersV` …, p-values as numbers that name how they were made. */
export function panelAsJson(panel: TablePanel): Record<string, unknown> {
  const { chiSquare, ordinal, ...rest } = panel
  return {
    ...rest,
    chi2: {
      ...{ estimate: chiSquare.estimate, df: chiSquare.df, p: chiSquare.pValue?.p },
      likelihoodRatio: chiSquare.likelihoodRatio.estimate,
      pLikelihoodRatio: chiSquare.likelihoodRatio.pValue?.p,
      smallestExpected: chiSquare.smallestExpected,
      cellsExpectedBelow5: chiSquare.cellsExpectedBelow5,
    },
    ...(ordinal ? ordinalAsJson(ordinal) : {}),
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

function separatedAsJson({ row, column, n, reduced }: SeparatedRow) {
  return {
    row: row.id,
    column: column.id,
    n,
    reduced: reduced && { ...reduced, reference: reduced.reference.id },
  }
}

function designAsJson({ assignment, level, clusters, test }: DesignTest) {
  const known = { variable: assignment.variable, level: level.id, clusters }
  return test ? { ...known, kind: test.kind, ...test.result } : known
}
