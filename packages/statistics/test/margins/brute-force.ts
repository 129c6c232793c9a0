import type { PublishedMargins } from '../../src/index.ts'

/** Every joint table with the published margins, found by trying all fillings of all cells. */
export function everyJointTable({ sizes, tables }: PublishedMargins): number[][][] {
  const categories = tables[0].counts[0].length
  const fillings = (size: number, k: number): number[][] =>
    k === 1
      ? [[size]]
      : Array.from({ length: size + 1 }, (_, first) =>
          fillings(size - first, k - 1).map((rest) => [first, ...rest]),
        ).flat()
  let joint: number[][][] = [[]]
  for (const size of sizes) {
    const lines = fillings(size, categories)
    joint = joint.flatMap((table) => lines.map((line) => [...table, line])).filter(fitsSoFar)
  }
  return joint.filter((table) => compare(table, (sum, count) => sum === count))

  function fitsSoFar(table: number[][]): boolean {
    return compare(table, (sum, count) => sum <= count)
  }

  function compare(table: number[][], holds: (sum: number, count: number) => boolean): boolean {
    return tables.every(({ rowOf, counts }) =>
      counts.every((line, row) =>
        line.every((count, k) => {
          const sum = table.reduce((all, cell, i) => all + (rowOf[i] === row ? cell[k] : 0), 0)
          return count === undefined || holds(sum, count)
        }),
      ),
    )
  }
}

/** Ways to give each unit its category so that this joint table comes out. */
export function codingsOf(table: number[][]): number {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
  return table.reduce(
    (ways, line) =>
      (ways * factorial(line.reduce((a, b) => a + b, 0))) /
      line.reduce((below, count) => below * factorial(count), 1),
    1,
  )
}
