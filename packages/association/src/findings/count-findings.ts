import { chanceFindings, pAdjust } from '@pejling/statistics'
import type { AdjustedPair, Finding, FindingCount, Findings } from './finding.ts'

/** Smallest and largest p an analysis may have; `undefined` if nothing is known of it. */
type Bounds = { smallest: number; largest: number } | undefined

/**
 * Counts the findings of all analyses three ways beside what chance would give, and writes the corrected p into each.
 * Printed is a finding what has a star.
 */
export function countFindings({
  cells,
  level,
  table,
}: Pick<Findings, 'cells' | 'level' | 'table'>): Findings['counts'] {
  const all = cells.flat().flatMap((cell) => (cell?.analysis ? [cell] : []))
  // A study that printed a matrix has looked at all of it; else what has no p was not looked at.
  const analyses = table ? all : all.filter(({ computed }) => computed?.naive)
  if (!analyses.length) return undefined
  const naive = analyses.map((cell) => sure(cell.computed?.naive?.p))
  const design = analyses.map(designBounds)
  const corrections = { naive: corrected(naive), design: corrected(design) }
  analyses.forEach(({ computed }, i) => {
    const [ofNaive, ofDesign] = [corrections.naive[i], corrections.design[i]]
    if (computed && (ofNaive ?? ofDesign))
      computed.adjusted = { ...(ofNaive && { naive: ofNaive }), ...(ofDesign && { design: ofDesign }) }
  })
  const printed = analyses.flatMap(({ printed }) => printed ?? [])
  return {
    ...(printed.length && { printed: countPrinted(analyses, level) }),
    naive: counted(naive, level),
    design: counted(design, level),
  }
}

/** What an analysis's p may be when the design is respected; where nothing was assigned to larger units, as it is. */
export function designBounds({ computed }: Finding): Bounds {
  if (!computed) return undefined
  if (!computed.design) return sure(computed.naive?.p)
  return computed.design.kind === 'unknown' ? undefined : computed.design
}

function countPrinted(analyses: Finding[], level: number): FindingCount {
  const stars = analyses.map(({ printed }) => printed?.read?.stars)
  const found = stars.filter((n) => n !== undefined && n > 0).length
  const known = stars.filter((n) => n !== undefined).length
  return { ...chance(analyses.length, found, level), known, found, possible: 0 }
}

function counted(bounds: Bounds[], level: number): FindingCount {
  const found = bounds.filter((p) => p && p.largest < level).length
  const possible = bounds.filter((p) => p && p.smallest < level).length - found
  return {
    ...chance(bounds.length, found, level),
    known: bounds.filter(Boolean).length,
    ...{ found, possible },
  }
}

function chance(looks: number, found: number, level: number) {
  const { expected, atLeastFound } = chanceFindings({ looks, level, found })
  const { independent, anyDependence } = atLeastFound!
  return { looks, expected, atLeastFound: independent, anyDependence }
}

/** By the largest p each may have, and for all that were looked at. */
function corrected(bounds: Bounds[]): (AdjustedPair | undefined)[] {
  const ps = bounds.map((p) => p?.largest)
  const [holm, fdr] = (['holm', 'benjamini-hochberg'] as const).map(
    (method) => pAdjust(ps, { method, tests: bounds.length }).p,
  )
  return ps.map((p, i) => (p === undefined ? undefined : { holm: holm[i]!, benjaminiHochberg: fdr[i]! }))
}

function sure(p: number | undefined): Bounds {
  return p === undefined ? undefined : { smallest: p, largest: p }
}
