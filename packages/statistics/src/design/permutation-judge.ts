import { assignmentList } from './assignment-list.ts'
import type { Assignment } from './assignments.ts'
import { isDirectional, type Statistic, tableKernel } from './table-statistic.ts'
import { tailCount } from './tail-count.ts'

/**
 * The three p-values of one cluster table. `nearly` are the same with soft edges, -1 to 1: they still move where
 * the p-values, being steps, do not.
 */
export type PermutationP = Tails & { nearly: Tails }
export type Tails = { twoSided: number; greater: number; less: number }

/** Judges cluster tables by the same assignments: all of them, or `draws` random ones and the observed one. */
export type PermutationJudge = {
  assignments: number
  p: (clusterTable: Float64Array, observed: number) => PermutationP
}

/** Prepares the permutation p of many cluster tables under one design; the assignments are listed once. */
export function permutationJudge(
  assignment: Assignment,
  groups: number,
  columns: number,
  statistic: Statistic,
  drawing: { draws: number | undefined; seed: number },
): PermutationJudge {
  const list = assignmentList(assignment, drawing)
  const clusters = assignment.groupOf.length
  const directional = isDirectional(statistic)
  const pairwise = (statistic === 'gamma' || statistic === 'S') && clusters <= 8
  const evaluate = pairwise
    ? valuesByPairs(list, clusters, columns, statistic === 'gamma')
    : valuesBySums(list, clusters, columns, groups, statistic)
  const values = new Float64Array(list.length)
  return { assignments: list.length, p }

  function p(clusterTable: Float64Array, observed: number): PermutationP {
    evaluate(clusterTable, values)
    const tail = tailCount(observed)
    const far = Math.abs(observed)
    const edge = 0.1 * far + 1e-6
    let nearlyFar = 0
    let nearlyUpper = 0
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      tail.add(value, 1)
      if (value !== value) continue
      const beyond = (Math.abs(value) - far) / edge
      const above = (value - observed) / edge
      nearlyFar += beyond / (1 + Math.abs(beyond))
      nearlyUpper += above / (1 + Math.abs(above))
    }
    const all = values.length
    return {
      twoSided: (directional ? tail.far : tail.upper) / all,
      greater: tail.upper / all,
      less: tail.lower / all,
      nearly: {
        twoSided: (directional ? nearlyFar : nearlyUpper) / all,
        greater: nearlyUpper / all,
        less: -nearlyUpper / all,
      },
    }
  }
}

type Evaluate = (clusterTable: Float64Array, values: Float64Array) => void

/** Any statistic: the clusters added up by group, assignment by assignment. */
function valuesBySums(
  list: Uint16Array[],
  clusters: number,
  columns: number,
  groups: number,
  statistic: Statistic,
): Evaluate {
  const kernel = tableKernel(statistic, groups, columns)
  const table = new Float64Array(groups * columns)
  return (clusterTable, values) => {
    for (let i = 0; i < list.length; i++) {
      const groupOf = list[i]
      table.fill(0)
      for (let cluster = 0, cell = 0; cluster < clusters; cluster++) {
        const start = groupOf[cluster] * columns
        for (let j = 0; j < columns; j++) table[start + j] += clusterTable[cell++]
      }
      values[i] = kernel(table)
    }
  }
}

/**
 * Gamma and S: concordant less discordant pairs of units is a sum over pairs of clusters in different groups,
 * so what two clusters contribute is worked out once per table. Several times faster for few clusters.
 */
function valuesByPairs(list: Uint16Array[], clusters: number, columns: number, gamma: boolean): Evaluate {
  const pairs = Array.from({ length: clusters }, (_, a) =>
    Array.from({ length: clusters - a - 1 }, (_, b) => [a, a + 1 + b]),
  ).flat()
  const count = pairs.length
  const signs = new Float64Array(list.length * count)
  list.forEach((groupOf, i) =>
    pairs.forEach(([a, b], at) => (signs[i * count + at] = Math.sign(groupOf[b] - groupOf[a]))),
  )
  const lead = new Float64Array(count)
  const untied = new Float64Array(count)
  return (clusterTable, values) => {
    for (let at = 0; at < count; at++) {
      const a = pairs[at][0] * columns
      const b = pairs[at][1] * columns
      let below = 0
      let total = 0
      let concordant = 0
      let discordant = 0
      for (let j = 0; j < columns; j++) total += clusterTable[a + j]
      for (let j = 0; j < columns; j++) {
        concordant += clusterTable[b + j] * below
        below += clusterTable[a + j]
        discordant += clusterTable[b + j] * (total - below)
      }
      lead[at] = concordant - discordant
      untied[at] = concordant + discordant
    }
    for (let i = 0, from = 0; i < values.length; i++, from += count) {
      let difference = 0
      let sum = 0
      for (let at = 0; at < count; at++) {
        const sign = signs[from + at]
        difference += sign * lead[at]
        sum += sign * sign * untied[at]
      }
      values[i] = gamma ? difference / sum : difference
    }
  }
}
