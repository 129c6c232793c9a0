import { type Assignment, assignmentShuffler, everyAssignment } from '../design/assignments.ts'
import { type TableKernel } from '../design/table-statistic.ts'
import { tailCount } from '../design/tail-count.ts'
import { seededRandom } from '../seeded-random.ts'

/** The three p-values of one cluster table; `spread` = mean |statistic| over the assignments, a tie-breaker. */
export type PermutationP = { twoSided: number; greater: number; less: number; spread: number }

/**
 * Prepares the permutation p of many cluster tables under one design: the assignments are listed once (or
 * drawn once, the observed one added), so that every table is judged by the same ones.
 */
export function permutationP(
  assignment: Assignment,
  groups: number,
  columns: number,
  kernel: TableKernel,
  directional: boolean,
  draws: number | undefined,
  seed: number,
): { assignments: number; of: (clusterTable: Float64Array, observed: number) => PermutationP } {
  const list = draws === undefined ? listed(assignment) : drawn(assignment, draws, seed)
  const clusters = assignment.groupOf.length
  const table = new Float64Array(groups * columns)
  return {
    assignments: list.length,
    of: (clusterTable, observed) => {
      const tail = tailCount(observed)
      let spread = 0
      for (const groupOf of list) {
        table.fill(0)
        for (let cluster = 0, cell = 0; cluster < clusters; cluster++) {
          const start = groupOf[cluster] * columns
          for (let j = 0; j < columns; j++) table[start + j] += clusterTable[cell++]
        }
        const value = kernel(table)
        tail.add(value, 1)
        if (value === value) spread += Math.abs(value)
      }
      const all = list.length
      return {
        twoSided: (directional ? tail.far : tail.upper) / all,
        greater: tail.upper / all,
        less: tail.lower / all,
        spread: spread / all,
      }
    },
  }
}

function listed(assignment: Assignment): Uint8Array[] {
  const list: Uint8Array[] = []
  const now = new Uint8Array(assignment.groupOf.length)
  const walk = everyAssignment(assignment, {
    place: (cluster, group) => (now[cluster] = group),
    remove: () => {},
    visit: () => list.push(now.slice()),
  })
  while (!walk.next().done);
  return list
}

function drawn(assignment: Assignment, draws: number, seed: number): Uint8Array[] {
  const list = [Uint8Array.from(assignment.groupOf)]
  const { groups, shuffle } = assignmentShuffler(assignment, seededRandom(seed))
  for (let draw = 0; draw < draws; draw++) {
    shuffle()
    list.push(Uint8Array.from(groups))
  }
  return list
}
