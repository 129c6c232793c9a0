/** How much of two editions differs, counted. */
export type ComparisonCounts = { tables: number; relations: number; indicators: number; findings: number }

type Counted = {
  tables: { same: boolean }[]
  relations: unknown[]
  indicators: unknown[]
  findings: unknown[]
}

export function comparisonCounts({ studies }: { studies: Counted[] }): ComparisonCounts {
  const sum = (of: (study: Counted) => number) => studies.reduce((total, study) => total + of(study), 0)
  return {
    tables: sum(({ tables }) => tables.filter(({ same }) => !same).length),
    relations: sum(({ relations }) => relations.length),
    indicators: sum(({ indicators }) => indicators.length),
    findings: sum(({ findings }) => findings.length),
  }
}
