import {
  cellAddress,
  type Measure,
  type ParsedStudy,
  printedNumber,
  printedP,
  type PublishedTable,
  type Variable,
} from '@pejling/indicators'
import { goodmanKruskalGamma } from '@pejling/statistics'
import { contrastOf } from '../contrast.ts'
import { type Fact, factKey, type Facts } from '../fact.ts'
import { legendLevels, starsOf } from '../levels.ts'
import { pRange, pWays, type Way, waysInWords } from '../p-ways.ts'
import { type PrintedFinding, printedFinding } from '../printed-finding.ts'
import type { Outcome, Read, Reason, Rule } from '../rule.ts'
import { countsOf, type CrossTable, crossTableOf, variableNamed } from './cross-tables.ts'
import { givenUp } from './statistics.ts'
import type { Cube } from './table-cells.ts'

type Matrix = {
  cube: Cube
  measure: Extract<Measure, { kind: 'finding' }>
  levels: number[]
  /** The category each letter stands for. */
  letters: Letter[]
}
type Letter = { letter: string; row: string; category: string }
type Cell = { fact: Fact; row: string; x: Variable; y: Variable; category?: string; printed?: PrintedFinding }

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
        ...cells.flatMap((cell) => fromTable(matrix, cell, tables)),
        ...mirrored(matrix, cells),
        ...cells.flatMap((cell) => printedTwice(parsed, matrix, cell, facts)),
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

function cellsOf(parsed: ParsedStudy, { cube, measure }: Matrix, facts: Facts): Cell[] {
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

/** What the cross table of the two variables gives, held against the cell. */
function fromTable({ letters, levels }: Matrix, cell: Cell, tables: CrossTable[]): Rule[] {
  const crossed = crossTableOf(tables, cell.x, cell.y)
  if (!crossed) return []
  const judge = (read: Read): { ok: boolean; expected: string; reason: Reason } | undefined => {
    const counts = countsOf(crossed.body, read)
    if (!counts) return undefined
    const verdict =
      cell.category === undefined
        ? judgeStars(counts, cell.printed, levels, cell.x)
        : judgeLetters(counts, crossed.rows, cell, letters, levels)
    const { ok, expected, ways } = verdict
    return {
      ok,
      expected,
      reason: { code: 'finding', values: { table: crossed.cube.table.id, ways } },
    }
  }
  return [
    {
      name: 'finding',
      table: cell.fact.table,
      address: cell.fact.cell,
      parts: [cell.fact.key, ...crossed.body.flat()],
      result: cell.fact.key,
      checks: [cell.fact.key],
      test: (read): Outcome => {
        const verdict = givenUp(cell.fact, read) ? undefined : judge(read)
        return verdict === undefined ? 'idle' : verdict.ok ? 'exact' : 'broken'
      },
      explain: (read) => {
        const verdict = judge(read)
        return { reason: verdict?.reason ?? { code: 'finding' }, expected: verdict?.expected }
      },
    },
  ]
}

function judgeStars(counts: number[][], printed: PrintedFinding | undefined, levels: number[], x: Variable) {
  const ways = pWays(counts, 'any')
  const direction = goodmanKruskalGamma(counts).estimate ?? 0
  const possible = [...new Set(ways.map(({ p }) => starsOf(p, levels)))].sort()
  const sign = printed?.sign
  const ok =
    printed !== undefined &&
    printed.letters.length === 0 &&
    possible.includes('*'.repeat(printed.stars)) &&
    (sign === undefined || Math.sign(direction) === sign)
  // Only an ordered variable has a direction of its own.
  const shown = x.scale === 'ordinal' && sign !== undefined ? (direction > 0 ? '(+)' : '(-)') : ''
  const expected = possible.map((stars) => shown + stars || '–').join(' / ')
  return { ok, expected, ways: waysInWords(ways) }
}

function judgeLetters(
  counts: number[][],
  rows: string[],
  { category, row, printed }: Cell,
  letters: Letter[],
  levels: number[],
) {
  const one = rows.indexOf(category!)
  const [loosest] = levels
  const others = letters.flatMap(({ letter, row: id, category }) => {
    const other = id === row ? -1 : rows.indexOf(category)
    return other < 0 ? [] : [{ letter, ...contrastOf(counts, one, other) }]
  })
  const differs = (ways: Way[]) => ways.some(({ p }) => p < loosest)
  const alike = (ways: Way[]) => ways.length === 0 || ways.some(({ p }) => p >= loosest)
  const ok =
    printed !== undefined &&
    printed.stars === 0 &&
    printed.letters.every((letter) => others.some((other) => other.letter === letter)) &&
    others.every(({ letter, ways, direction }) =>
      printed.letters.includes(letter)
        ? differs(ways) && (printed.sign === undefined || Math.sign(direction) === printed.sign)
        : alike(ways),
    )
  const expected = others
    .map(({ letter, ways, direction }) => `${letter}: ${direction > 0 ? '+' : '−'} p ${pRange(ways)}`)
    .join(', ')
  return { ok, expected, ways: expected }
}

/** If one row says that it differs from another, that row says so too, with the opposite sign. */
function mirrored({ letters, cube }: Matrix, cells: Cell[]): Rule[] {
  const letterOf = new Map(letters.map(({ letter, row }) => [row, letter]))
  const lettered = cells.filter(({ row }) => letterOf.has(row))
  return lettered.flatMap((one, i) =>
    lettered.slice(i + 1).flatMap((other): Rule[] => {
      if (one.y.id !== other.y.id || one.x.id !== other.x.id) return []
      const [mine, theirs] = [one, other].map(({ printed }) => printed)
      const names = mine?.letters.includes(letterOf.get(other.row)!) ?? false
      const named = theirs?.letters.includes(letterOf.get(one.row)!) ?? false
      const opposite = !names || mine?.sign === undefined || mine.sign === -(theirs?.sign ?? 0)
      return [
        {
          name: 'mirror',
          table: cube.table.id,
          address: one.fact.cell,
          parts: [one.fact.key, other.fact.key],
          checks: [],
          test: (read) => {
            if (givenUp(one.fact, read) || givenUp(other.fact, read)) return 'idle'
            return names === named && opposite ? 'exact' : 'broken'
          },
          explain: () => ({
            reason: {
              code: 'mirror',
              values: { other: other.fact.cell, printed: other.fact.printed || '–' },
            },
          }),
        },
      ]
    }),
  )
}

/** The strictest level printed for the same two variables elsewhere, and its direction. */
function printedTwice(parsed: ParsedStudy, { levels }: Matrix, cell: Cell, facts: Facts): Rule[] {
  if (cell.category !== undefined) return []
  const elsewhere = parsed.tables.flatMap((table) =>
    (table.statistics ?? []).flatMap((statistic) => {
      if (statistic.contrast) return []
      const [x, y] = [
        statistic.x ?? table.dimensions[0].variable,
        statistic.y ?? table.dimensions[1]?.variable,
      ]
      const [ofX, ofY] = [x, y].map((name) => variableNamed(parsed, name))
      const same = (ofX?.id === cell.x.id || ofX?.derived?.from === cell.x.id) && ofY?.id === cell.y.id
      const p = facts.get(factKey(table.id, cellAddress(table, { at: {}, measure: `${statistic.id}.p` })))
      const says = facts.get(
        factKey(table.id, cellAddress(table, { at: {}, measure: `${statistic.id}.says` })),
      )
      return same && p ? [{ p, says }] : []
    }),
  )
  if (elsewhere.length === 0) return []
  const keys = elsewhere.flatMap(({ p, says }) => [p, says]).flatMap((fact) => (fact ? [fact] : []))
  const thresholds = elsewhere.map(({ p }) => printedNumber(printedP(p.printed)?.value ?? '')?.value ?? NaN)
  const strictest = Math.min(...thresholds)
  const stars = levels.filter((level) => strictest <= level).length
  const directions = elsewhere.flatMap(({ says }) =>
    says?.printed.includes('positive') ? [1] : says?.printed.includes('negative') ? [-1] : [],
  )
  return [
    {
      name: 'printed-twice',
      table: cell.fact.table,
      address: cell.fact.cell,
      parts: [cell.fact.key, ...keys.map(({ key }) => key)],
      checks: [cell.fact.key, ...keys.map(({ key }) => key)],
      test: (read) => {
        if ([cell.fact, ...keys].some((fact) => givenUp(fact, read))) return 'idle'
        const { printed } = cell
        const ok =
          printed?.stars === stars &&
          directions.every((direction) => printed.sign === undefined || printed.sign === direction)
        return ok ? 'exact' : 'broken'
      },
      explain: () => ({
        reason: {
          code: 'printed-twice',
          values: {
            elsewhere: keys.map(({ table, cell, printed }) => `${table} ${cell}: ${printed}`).join('; '),
          },
        },
        expected: `${directions[0] === undefined ? '' : directions[0] > 0 ? '(+)' : '(-)'}${'*'.repeat(stars)}`,
      }),
    },
  ]
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
