import type { Tails } from '../design/permutation-judge.ts'

/** The p-values of the spreads: smallest and largest, each with a table of clusters × categories that gives it. */
export type PRange = { smallest: number; largest: number; smallestAt: number[][]; largestAt: number[][] }

/** Keeps the smallest and largest of each p-value while cluster tables pass by, with a copy of their tables. */
export function rangeKeeper(clusters: number, columns: number) {
  const kinds = ['twoSided', 'greater', 'less'] as const
  const ends = kinds.map(() => ({
    smallest: Infinity,
    largest: -Infinity,
    smallestAt: new Float64Array(),
    largestAt: new Float64Array(),
  }))
  const add = (p: Tails, clusterTable: Float64Array) =>
    kinds.forEach((kind, i) => {
      const end = ends[i]
      if (p[kind] < end.smallest) {
        end.smallest = p[kind]
        end.smallestAt = clusterTable.slice()
      }
      if (p[kind] > end.largest) {
        end.largest = p[kind]
        end.largestAt = clusterTable.slice()
      }
    })
  const lines = (flat: Float64Array) =>
    Array.from({ length: clusters }, (_, i) => Array.from(flat.subarray(i * columns, (i + 1) * columns)))
  const ranges = () => {
    const [twoSided, greater, less] = ends.map((end): PRange | undefined =>
      end.largest < 0
        ? undefined
        : { ...end, smallestAt: lines(end.smallestAt), largestAt: lines(end.largestAt) },
    )
    return { twoSided, greater, less }
  }
  return { add, ranges }
}
