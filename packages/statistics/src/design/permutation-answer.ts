import type { PValue, Result, Warning } from '../result.ts'
import { type Assignment, countAssignments, isReversible, labelSymmetries } from './assignments.ts'
import { isDirectional, type Statistic, statisticName } from './table-statistic.ts'
import type { TailCount } from './tail-count.ts'

/** What every permutation of clusters answers with. */
export type PermutationAnswer = Result & {
  statistic: string
  /** Two-sided for a statistic with a direction, else the share of assignments that depart at least as much. */
  p: PValue | undefined
  /** For a statistic with a direction: towards larger and towards smaller values. */
  greater?: PValue
  less?: PValue
  clusters: number
  groups: number
  /** How many distinct assignments the design allows. */
  assignments: number
  /** No data whatever could have given a smaller p (two-sided or undirected) with this design. */
  smallestPossible: number
  /** Every assignment was counted; else `p` is a Monte Carlo estimate. */
  exact: boolean
}

/** How the assignments were counted: all, or so many drawn. */
export type Counted = { tail: TailCount; drawn?: { draws: number; seed: number } }

/**
 * The answer of a permutation test from its counts; without counts (`undefined`) the statistic was 0/0. Random
 * draws give p = (1 + hits) / (1 + draws) (Phipson & Smyth 2010, eq. 2), all assignments the share itself.
 */
export function permutationAnswer(
  assignment: Assignment,
  statistic: Statistic,
  n: number,
  observed: number,
  counted: Counted | undefined,
): PermutationAnswer {
  const assignments = countAssignments(assignment)
  const smallestPossible = smallestP(assignment, statistic, assignments)
  const name = statisticName(statistic)
  const warnings: Warning[] = []
  if (smallestPossible > 0.05)
    warnings.push({ code: 'few-assignments', values: { assignments, smallestPossible } })
  const drawn = counted?.drawn
  const how = drawn
    ? `${drawn.draws} random assignments of ${howMany(assignments)}, seed ${drawn.seed}`
    : `all ${howMany(assignments)} assignments`
  const method = `permutation of clusters between groups${assignment.strata ? ' within strata' : ''}, ${name}: ${how}`
  const answer = {
    n,
    statistic: name,
    clusters: assignment.groupOf.length,
    groups: new Set(assignment.groupOf).size,
    assignments,
    smallestPossible,
    method,
    assumptions: [{ code: 'groups-assigned-to-whole-clusters', met: undefined }],
    warnings,
    exact: !drawn,
  }
  if (!counted) {
    warnings.push({ code: 'undefined-zero-over-zero', values: { statistic: name } })
    return { ...answer, estimate: undefined, p: undefined }
  }

  const { tail } = counted
  if (tail.undefined > 0)
    warnings.push({ code: 'undefined-in-assignments', values: { share: tail.undefined / tail.all } })
  const toP = (hits: number, alternative: PValue['alternative']): PValue => {
    if (!drawn) return { p: hits / tail.all, method, alternative }
    const p = (1 + hits) / (1 + drawn.draws)
    return { p, method, alternative, se: Math.sqrt((p * (1 - p)) / drawn.draws), ...drawn }
  }
  const directional = isDirectional(statistic)
  return {
    ...answer,
    estimate: observed,
    p: toP(directional ? tail.far : tail.upper, 'two-sided'),
    ...(directional && { greater: toP(tail.upper, 'greater'), less: toP(tail.lower, 'less') }),
  }
}

/**
 * The smallest two-sided or undirected p the design can give whatever the data: the most extreme assignment
 * ties with those that are the same partition under other names (a statistic blind to names) or with its
 * mirror image (one with a direction). For a statistic of one's own only itself is sure to tie.
 */
export function smallestP(assignment: Assignment, statistic: Statistic, assignments: number): number {
  let ties = 1
  if (typeof statistic === 'string')
    ties = isDirectional(statistic) ? (isReversible(assignment) ? 2 : 1) : labelSymmetries(assignment)
  return Math.min(1, ties / assignments)
}

function howMany(assignments: number): string {
  return assignments === Number.MAX_VALUE ? 'more than 10³⁰⁸' : String(assignments)
}
