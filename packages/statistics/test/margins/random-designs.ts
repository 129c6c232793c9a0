import fc from 'fast-check'
import type { StatisticName } from '../../src/index.ts'
import { everyJointTable } from './brute-force.ts'

/** Small designs: clusters in two or three groups, a second attribute within clusters, units perhaps missing. */
export const randomDesigns = fc
  .record({
    clusters: fc.array(
      fc.record({
        group: fc.nat(1),
        stratum: fc.nat(1),
        halves: fc.array(fc.array(fc.nat(1), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 2 }),
      }),
      { minLength: 3, maxLength: 5 },
    ),
    stratified: fc.boolean(),
    missing: fc.boolean(),
    statistic: fc.constantFrom<StatisticName>('gamma', 'S', 'chi2', 'tau-b'),
  })
  .map(({ clusters, stratified, missing, statistic }) => {
    const groupOf = clusters.map(({ group }) => group)
    const cells = clusters.flatMap(({ halves }, cluster) =>
      halves.map((line, half) => ({ cluster, half, line })),
    )
    const shown = missing ? 2 : 3
    const sums = (of: (cell: (typeof cells)[number]) => number) =>
      [0, 1].map((row) =>
        Array.from({ length: shown }, (_, k) =>
          cells.reduce((sum, cell) => sum + (of(cell) === row ? cell.line[k] : 0), 0),
        ),
      )
    const sizes = cells.map(({ line }) => line.reduce((a, b) => a + b))
    return {
      statistic,
      table: sums(({ cluster }) => groupOf[cluster]),
      design: {
        groupOf,
        sizes: clusters.map((_, i) => sizes[2 * i] + sizes[2 * i + 1]),
        strata: stratified ? clusters.map(({ stratum }) => stratum) : undefined,
        also: {
          clusterOf: cells.map(({ cluster }) => cluster),
          sizes,
          tables: [{ rowOf: cells.map(({ half }) => half), counts: sums(({ half }) => half) }],
        },
      },
    }
  })

type Drawn = typeof randomDesigns extends fc.Arbitrary<infer Value> ? Value : never

/** Every cluster table the published tables allow, from all joint tables. */
export function everySpread({ table, design: { groupOf, also, sizes } }: Drawn): number[][][] {
  const own = { rowOf: also.clusterOf.map((cluster) => groupOf[cluster]), counts: table }
  const total = (counts: number[][]) => counts.flat().reduce((a, b) => a + b, 0)
  const open = also.sizes.reduce((a, b) => a + b, 0) > total(table)
  const withMissing = ({ rowOf, counts }: { rowOf: number[]; counts: number[][] }) => ({
    rowOf,
    counts: counts.map((line, row) => {
      const units = also.sizes.reduce((sum, size, cell) => sum + (rowOf[cell] === row ? size : 0), 0)
      return open ? [...line, units - line.reduce((a, b) => a + b, 0)] : line
    }),
  })
  const joint = everyJointTable({ sizes: also.sizes, tables: [own, ...also.tables].map(withMissing) })
  const spreads = joint.map((cells) =>
    sizes.map((_, cluster) =>
      table[0].map((_, k) =>
        cells.reduce((sum, line, cell) => sum + (also.clusterOf[cell] === cluster ? line[k] : 0), 0),
      ),
    ),
  )
  return [...new Map(spreads.map((spread) => [JSON.stringify(spread), spread])).values()]
}
