import * as fc from 'fast-check'

/** Tables of small counts, with ties, gaps and empty lines, of at least two rows and columns. */
export function smallTable(most = { rows: 4, columns: 4, count: 5 }): fc.Arbitrary<number[][]> {
  return fc
    .tuple(fc.integer({ min: 2, max: most.rows }), fc.integer({ min: 2, max: most.columns }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.integer({ min: 0, max: most.count }), { minLength: columns, maxLength: columns }),
        {
          minLength: rows,
          maxLength: rows,
        },
      ),
    )
}

/** Few runs with a fixed seed: the same tables every time. */
export const fixedRuns = { seed: 20170301, numRuns: 60 }
