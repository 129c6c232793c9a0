import type { RegressionData } from '../../src/index.ts'

/** Regression data of which everything is known: codes rather than labels, and weights. */
export type CodedData = RegressionData & {
  y: { levels: readonly string[]; codes: number[] }
  x: Record<
    string,
    { type: 'factor'; levels: readonly string[]; codes: number[] } | { type: 'numeric'; values: number[] }
  >
  weights: number[]
}

/** A table of a factor by an outcome as regression data: one entry per cell, the count as its weight. */
export function tabled(
  factor: string,
  levels: readonly string[],
  categories: readonly string[],
  counts: readonly (readonly number[])[],
): CodedData {
  const cells = levels.flatMap((_, i) => categories.map((_, j) => [i, j]))
  return {
    y: { levels: categories, codes: cells.map(([, j]) => j) },
    x: { [factor]: { type: 'factor', levels, codes: cells.map(([i]) => i) } },
    weights: cells.map(([i, j]) => counts[i][j]),
  }
}

/** Screening by funding: all eight with bound funding answered "often". */
export const funding = tabled(
  'funding',
  ['none', 'unbound', 'bound'],
  ['not_mentioned', 'to_some_degree', 'often'],
  [
    [1, 3, 4],
    [3, 2, 3],
    [0, 0, 8],
  ],
)

/** ordinal::wine: nine judges rate eight bottles each. */
export const wine: RegressionData = {
  y: {
    levels: ['1', '2', '3', '4', '5'],
    values: [...'233444551213235423325544323232532343333332322454112223232223333412323244'],
  },
  x: {
    temp: { type: 'factor', levels: ['cold', 'warm'], codes: bottles((bottle) => (bottle < 4 ? 0 : 1)) },
    contact: { type: 'factor', levels: ['no', 'yes'], codes: bottles((bottle) => (bottle % 4 < 2 ? 0 : 1)) },
  },
}

/** The judge of every rating of `wine`. */
export const judges = Array.from({ length: 72 }, (_, row) => Math.floor(row / 8) + 1)

/** MASS::housing: satisfaction by influence, type of dwelling and contact, as counts. */
export const housing = {
  y: { levels: ['Low', 'Medium', 'High'], codes: cells((cell) => cell % 3) },
  x: {
    Infl: {
      type: 'factor',
      levels: ['Low', 'Medium', 'High'],
      codes: cells((cell) => Math.floor(cell / 3) % 3),
    },
    Type: {
      type: 'factor',
      levels: ['Tower', 'Apartment', 'Atrium', 'Terrace'],
      codes: cells((cell) => Math.floor(cell / 9) % 4),
    },
    Cont: { type: 'factor', levels: ['Low', 'High'], codes: cells((cell) => Math.floor(cell / 36)) },
  },
  weights: [
    ...[21, 21, 28, 34, 22, 36, 10, 11, 36, 61, 23, 17, 43, 35, 40, 26, 18, 54, 13, 9, 10, 8, 8, 12, 6, 7, 9],
    ...[18, 6, 7, 15, 13, 13, 7, 5, 11, 14, 19, 37, 17, 23, 40, 3, 5, 23, 78, 46, 43, 48, 45, 86, 15, 25, 62],
    ...[20, 23, 20, 10, 22, 24, 7, 10, 21, 57, 23, 13, 31, 21, 13, 5, 6, 13],
  ],
} satisfies CodedData

/** datasets::mtcars: gearbox (am) by weight (wt). */
export const cars = {
  y: { levels: ['automatic', 'manual'], codes: [...'11100000000000000111000001111111'].map(Number) },
  x: {
    wt: {
      type: 'numeric',
      values: [
        ...[
          2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424,
        ],
        ...[
          5.345, 2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57,
          2.78,
        ],
      ],
    },
  },
} satisfies RegressionData

function bottles(of: (bottle: number) => number): number[] {
  return Array.from({ length: 72 }, (_, row) => of(row % 8))
}

function cells(of: (cell: number) => number): number[] {
  return Array.from({ length: 72 }, (_, cell) => of(cell))
}
