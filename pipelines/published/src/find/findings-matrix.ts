import {
  type Measure,
  type ParsedStudy,
  type PrintedFinding,
  printedFinding,
  type PublishedTable,
  type Variable,
} from '@pejling/indicators'
import { type Fact, factKey, type Facts } from '../fact.ts'
import { legendLevels } from '../levels.ts'

import type { Rule } from '../rule.ts'
import { type CrossTable, variableNamed } from './cross-tables.ts'
import { rulesFromTable } from './finding-from-table.ts'
import { rulesOfMirrors } from './mirrored-findings.ts'
import { rulesOfPrintedTwice } from './printed-twice.ts'
import { givenUp } from './statistics.ts'
import type { Cube } from './table-cells.ts'

/** A matrix of findings and what its signs mean. */
export type Matrix = {
  cube: Cube
  measure: Extract<Measure, { kind: 'finding' }>
  levels: number[]
  /** The category each letter stands for. */
  letters: Letter[]
}
export type Letter = { letter: string; row: string; category: string }
/** One cell of it: the two variables, and the category whose row it is. */
export type FindingCell = {
  fact: Fact
  row: string
  x: Variable
  y: Variable
  category?: string
  printed?: PrintedFinding
}

/**
 * A matrix of findings: signs, stars and letters must follow from the cross table of the two variables under some way
 * of computing; rows of categories must mirror each other; and where the level is printed elsewhere too, both prints
 * must say the same.
 */
export function rulesOfFindings(
  parsed: ParsedStudy,
  cubes: Cube[],
  tables: CrossTable[],
  facts: Facts,
): Rule[] {
  return cubes.flatMap((cube) =>
    cube.table.measures.flatMap((measure) => {
      if (measure.kind !== 'finding') return []
      const rows = cube.table.dimensions.find(({ variable }) => variable === measure.x)?.categories ?? []
      const letters = Object.entries(measure.letters).flatMap(([letter, row]): Letter[] => {
        const category = rows.find(({ id }) => id === row)?.category
        return category === undefined ? [] : [{ letter, row, category }]
      })
      const matrix: Matrix = { cube, measure, letters, levels: levelsOf(cube.table, parsed, facts) }
      const cells = cellsOf(parsed, matrix, facts)
      return [
        ...cells.flatMap((cell) => rulesFromTable(matrix, cell, tables)),
        ...rulesOfMirrors(matrix, cells),
        ...cells.flatMap((cell) => rulesOfPrintedTwice(parsed, matrix, cell, facts)),
        ...legend(parsed, cube.table, facts),
      ]
    }),
  )
}

/** Levels with one, two and three stars, loosest first. */
function levelsOf(table: PublishedTable, parsed: ParsedStudy, facts: Facts): number[] {
  const stated = parsed.study?.design.levels
  if (stated) return stated.toSorted((a, b) => b - a)
  const legend = table.statistics?.find(({ statistic }) => statistic === 'legend')
  return legendLevels(facts.get(factKey(table.id, legend?.id ?? ''))?.printed ?? '')
}

function cellsOf(parsed: ParsedStudy, { cube, measure }: Matrix, facts: Facts): FindingCell[] {
  const categoryAt = (dimension: string, place: Record<string, string>) =>
    cube.table.dimensions
      .find(({ variable }) => variable === dimension)
      ?.categories.find(({ id }) => id === place[dimension])
  return cube.places().flatMap((place) => {
    const fact = facts.get(cube.at(place, measure.id) ?? '')
    const [row, column] = [categoryAt(measure.x, place), categoryAt(measure.y, place)]
    const x = variableNamed(parsed, row?.variable)
    const y = variableNamed(parsed, column?.variable)
    if (!fact || !row || !x || !y) return []
    return [{ fact, row: row.id, x, y, category: row.category, printed: printedFinding(fact.printed) }]
  })
}

/** The legend's levels are those the study says it reports at. */
function legend({ study }: ParsedStudy, table: PublishedTable, facts: Facts): Rule[] {
  const id = table.statistics?.find(({ statistic }) => statistic === 'legend')?.id
  const fact = id === undefined ? undefined : facts.get(factKey(table.id, id))
  const stated = study?.design.levels?.toSorted((a, b) => b - a)
  if (!fact || !stated) return []
  return [
    {
      name: 'legend',
      table: table.id,
      address: fact.cell,
      parts: [fact.key],
      result: fact.key,
      checks: [],
      test: (read) =>
        givenUp(fact, read)
          ? 'idle'
          : legendLevels(fact.printed).join() === stated.join()
            ? 'exact'
            : 'broken',
      explain: () => ({
        reason: { code: 'legend', values: { levels: stated.join(', ') } },
        expected: stated.join(', '),
      }),
    },
  ]
}
