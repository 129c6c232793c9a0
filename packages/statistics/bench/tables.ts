import { exactGamma, fisherFreemanHalton, goodmanKruskalGamma, tablePanel } from '../src/index.ts'
import { type Measured, medianTime, timesInR } from './measure.ts'

const tables: Record<string, number[][]> = {
  '3 × 3, n = 24': [
    [5, 3, 0],
    [4, 4, 0],
    [2, 1, 5],
  ],
  '4 × 4, n = 96': [
    [1, 3, 10, 6],
    [2, 3, 10, 7],
    [1, 6, 14, 12],
    [0, 1, 9, 11],
  ],
  '3 × 4, n = 157': [
    [20, 10, 15, 5],
    [12, 18, 9, 14],
    [8, 11, 16, 19],
  ],
  '3 × 5, n = 102': [
    [10, 5, 8, 6, 3],
    [7, 9, 4, 10, 6],
    [2, 8, 12, 5, 7],
  ],
  '5 × 5, n = 33': [
    [2, 1, 0, 3, 1],
    [0, 3, 1, 0, 2],
    [1, 1, 4, 0, 1],
    [0, 2, 0, 3, 1],
    [2, 0, 1, 1, 3],
  ],
}
const small = tables['3 × 3, n = 24']
const ten = Array.from({ length: 10 }, (_, i) =>
  Array.from({ length: 10 }, (_, j) => 10_000 + ((i * 7 + j * 3 + i * j) % 11) * 300 + i * j * 20),
)

/** Gamma of a table in R, vectorised over cells as one would write it. */
const gammaInR = `gamma <- function(t) {
  r <- nrow(t); k <- ncol(t)
  total <- apply(apply(t, 2, cumsum), 1, cumsum); total <- t(total)
  C <- 0; D <- 0
  for (i in seq_len(r - 1)) for (j in seq_len(k)) {
    if (j < k) C <- C + t[i, j] * (total[r, k] - total[i, k] - total[r, j] + total[i, j])
    if (j > 1) D <- D + t[i, j] * (total[r, j - 1] - total[i, j - 1])
  }
  (C - D) / (C + D)
}`

/** R's shuffles are timed on this share of the 10⁵ and multiplied: its loop takes half a minute. */
const share = 0.02

/** Cross tables beside R: gamma of a large table, gamma permuted 10⁵ times, and exact r × c beside fisher.test. */
export function tableTimes(): Measured[] {
  const exact = Object.entries(tables)
  const inR = timesInR(
    {},
    `${gammaInR}
     ten <- ${matrix(ten)}; small <- ${matrix(small)}; x <- rep(row(small), small); y <- rep(col(small), small)
     observed <- abs(gamma(small)); set.seed(1)`,
    {
      gamma: 'for (k in 1:100) gamma(ten)',
      shuffles: `mean(replicate(${share * 1e5}, abs(gamma(matrix(tabulate(x + 3 * (sample(y) - 1), 9), 3))) >= observed))`,
      ...Object.fromEntries(
        exact.map(([shape, table]) => [
          shape,
          `{ t <- ${matrix(table)}; for (k in 1:20) fisher.test(t, workspace = 2e6) }`,
        ]),
      ),
    },
  )
  const each = (name: string, runs: number) => inR[name] && inR[name] / runs
  return [
    {
      what: 'gamma of 10 × 10, n = 10⁶, with errors, interval and p-values',
      ours: medianTime(() => repeat(100, () => goodmanKruskalGamma(ten))) / 100,
      rivals: { 'R, the estimate alone, over cells': each('gamma', 100) },
      aim: 'cost grows with cells, not with n',
    },
    {
      what: 'gamma of 3 × 3 permuted 10⁵ times',
      ours: medianTime(() => exactGamma(small, { workLimit: 0, draws: 100_000, seed: 1 })),
      rivals: { 'loop in R': each('shuffles', share) },
      aim: 'ten times faster than the loop',
    },
    ...exact.map(([shape, table]): Measured => ({
      what: `Fisher–Freeman–Halton, exact, ${shape}`,
      ours: medianTime(() => repeat(5, () => fisherFreemanHalton(table, { workLimit: 1e9 }))) / 5,
      rivals: { 'fisher.test': each(shape, 20) },
      aim: 'at least a third of the speed of fisher.test (0.333), which is C',
    })),
    {
      what: 'whole panel of 3 × 3, n = 24, five exact tests among it',
      ours:
        medianTime(() => repeat(5, () => tablePanel(small, { rowOrdinal: true, columnOrdinal: true }))) / 5,
      rivals: {},
      aim: 'a page waits for it',
    },
    {
      what: 'whole panel of 10 × 10, n = 10⁶, exact tests by Monte Carlo',
      ours: medianTime(() => tablePanel(ten, { rowOrdinal: true, columnOrdinal: true })),
      rivals: {},
      aim: 'about 0.2 s',
    },
  ]
}

function repeat(runs: number, run: () => unknown): void {
  for (let k = 0; k < runs; k++) run()
}

function matrix(table: number[][]): string {
  return `matrix(c(${table.flat().join(', ')}), ${table.length}, byrow = TRUE)`
}
