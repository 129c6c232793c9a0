import type { Study } from './study.ts'
import type { Text } from './text.ts'
import type { DecidedThreshold } from './threshold.ts'
import { isCollected } from './unit-files.ts'

/** What a study may be used for, and by what right its rows were collected. */
export type LegalBasis = 'research' | 'consent' | 'municipal_evaluation' | 'published' | 'synthetic'

/**
 * What a study says of who may see what. Every field may be left out; the defaults are the careful ones. A study that
 * says nothing is closed, unless it has no rows of its own or its rows are made up.
 */
export type Disclosure = {
  /** Why all its figures and rows may be seen by everyone who may see figures at all. Missing: they may not. */
  open?: Text
  /** The smallest count that is shown, by unit. Left out: 3 for institutions and municipalities, 5 for all others. */
  thresholds?: Record<string, number>
  /** Why other thresholds than the usual ones; required for a smaller one. */
  thresholdReason?: Text
  /** Larger ones that were decided later (`thresholds.csv`); `study.yaml` itself has none. */
  decided?: DecidedThreshold[]
  /** A row with all its units in one category (8 of 8): hidden unless the study says `show`. */
  wholeGroups?: 'hide' | 'show'
  legalBasis?: LegalBasis
  /** Number, date and scope of a permission to pass on or publish. */
  permission?: string
  /** Before that day (`2027-05-01`) only those with the right to unsuppressed figures see any. */
  embargo?: string
  /** `granted`: whoever was given the right to rows; `nobody`: nobody, whatever right they have. `granted` if left out. */
  rows?: 'granted' | 'nobody'
  /** The same for interview excerpts. */
  excerpts?: 'granted' | 'nobody'
  /**
   * The pairs of variables whose cross tables are shown to those who may not see all. They are protected as one whole,
   * so they must not form a ring. Left out: the explanatory variable of `firstRelation` with every other variable.
   */
  crossings?: [string, string][]
  /** Why other pairs than earlier editions showed can do no harm, though together they form a ring: all rows are new, say. */
  crossingsReason?: Text
}

/** How somebody sees a study: all its counts, those that are safe to show, or none; and its rows one by one or not. */
export type Viewer = { sees: 'all' | 'suppressed' | 'nothing'; rows: boolean }

/** The owner of the home folder, at the command line. */
export const owner: Viewer = { sees: 'all', rows: true }

/** May everyone who may see figures see all of this study's, and its rows? */
export function isOpen({ disclosure, synthetic, units }: Study): boolean {
  return disclosure?.open !== undefined || synthetic || !units.some(isCollected)
}

/**
 * How somebody with these rights to a study sees it on a day. `rows` lets one see units one by one, `unsuppressed` lets
 * one see every count; an embargo closes everything to those without the second.
 *
 * @param day `2026-11-21`
 * @example viewerOf(study, [], '2026-11-21') // { sees: 'suppressed', rows: false }
 */
export function viewerOf(
  study: Study,
  rights: readonly ('rows' | 'excerpts' | 'unsuppressed')[],
  day: string,
): Viewer {
  if (isOpen(study)) return { sees: 'all', rows: true }
  const { embargo, rows: whose } = study.disclosure ?? {}
  const rows = rights.includes('rows') && whose !== 'nobody'
  if (rights.includes('unsuppressed')) return { sees: 'all', rows }
  return embargo !== undefined && day < embargo
    ? { sees: 'nothing', rows: false }
    : { sees: 'suppressed', rows }
}

const least = ['nothing', 'suppressed', 'all'] as const

/** As the one of them who may see least. */
export function strictestViewer(viewers: readonly Viewer[]): Viewer {
  const sees = least[Math.min(...viewers.map((viewer) => least.indexOf(viewer.sees)))]
  return { sees, rows: viewers.every(({ rows }) => rows) }
}
