import type { ParsedStudy, Variable } from '@pejling/indicators'
import type { Facts } from '../fact.ts'
import { type CrossTable, countsOf, variableNamed } from './cross-tables.ts'
import type { Cube } from './table-cells.ts'
import { known, type UnitRows } from './unit-rows.ts'

/** A cell that says how many units the analysis of two variables used. */
export type AnalysisN = { key: string; address: string; table: string; x: Variable; y: Variable }

/** The cells of all tables that print how many units an analysis used. */
export function analysisNs(parsed: ParsedStudy, cubes: Cube[]): AnalysisN[] {
  return cubes.flatMap((cube) =>
    cube.table.measures.flatMap((measure) => {
      if (measure.kind !== 'n') return []
      return cube.places().flatMap((place) => {
        const key = cube.at(place, measure.id)
        const [x, y] = [measure.x, measure.y].map((dimension) => {
          const categories = cube.table.dimensions.find(({ variable }) => variable === dimension)?.categories
          return variableNamed(parsed, categories?.find(({ id }) => id === place[dimension])?.variable)
        })
        if (key === undefined || !x || !y) return []
        const address = [...Object.values(place), measure.id].join('/')
        return [{ key, address, table: cube.table.id, x, y }]
      })
    }),
  )
}

/**
 * How many units have a value of a variable. Known from rows if there are any; else every print that must give the
 * same number has a vote (cross tables and analyses with a variable no unit lacks), and two that agree carry it.
 */
export function numberCoded(
  variable: Variable,
  rows: UnitRows | undefined,
  tables: CrossTable[],
  ns: AnalysisN[],
  facts: Facts,
  asked: Variable[] = [],
): number | undefined {
  const here = known(rows, variable)
  if (here) return here.filter(Boolean).length
  const complete = (other: Variable) =>
    !asked.includes(other) && numberCoded(other, rows, tables, ns, facts, [...asked, variable]) === rows?.n
  const read = (key: string) => facts.get(key)?.value
  const votes = new Map<number, number>()
  const vote = (n: number | undefined) => {
    if (n !== undefined) votes.set(n, (votes.get(n) ?? 0) + 1)
  }
  for (const table of tables) {
    const other = table.x.id === variable.id ? table.y : table.y.id === variable.id ? table.x : undefined
    if (other && complete(other))
      vote(
        countsOf(table.body, read)
          ?.flat()
          .reduce((a, b) => a + b, 0),
      )
  }
  for (const { key, x, y } of ns) {
    const other = x.id === variable.id ? y : y.id === variable.id ? x : undefined
    if (other && complete(other)) vote(read(key))
  }
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1])
  return first && first[1] >= 2 && first[1] > (second?.[1] ?? 0) ? first[0] : undefined
}
