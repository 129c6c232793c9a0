import fc from 'fast-check'

/** Small margins that at least one joint table has: cells of two attributes, each cross-tabulated with the outcome. */
export const randomMargins = fc
  .record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 2 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.array(fc.nat(2), { minLength: 2, maxLength: 3 }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((lines) => {
        const categories = Math.min(...lines.map(({ length }) => length))
        const truth = lines.map((line) => line.slice(0, categories))
        const rowOf = truth.map((_, cell) => cell % rows)
        const columnOf = truth.map((_, cell) => Math.floor(cell / rows))
        const sums = (of: number[], n: number) =>
          Array.from({ length: n }, (_, row) =>
            Array.from({ length: categories }, (_, k) =>
              truth.reduce((sum, line, cell) => sum + (of[cell] === row ? line[k] : 0), 0),
            ),
          )
        return {
          truth,
          margins: {
            sizes: truth.map((line) => line.reduce((a, b) => a + b, 0)),
            tables: [
              { rowOf, counts: sums(rowOf, rows) },
              { rowOf: columnOf, counts: sums(columnOf, columns) },
            ],
          },
        }
      }),
  )
