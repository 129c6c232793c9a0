import type { HiddenRange } from './attacker.ts'
import type { Apart, Disclosing } from './disclosing-cells.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { type Chain, chainOf, type Rectangle, type Totals } from './rectangle.ts'
import { spanningRanges } from './spanning-tables.ts'
import { walkTablesAlike } from './tables-alike.ts'
import type { Item } from './table-view.ts'

/**
 * Which items are hidden, and the range of each for one who knows how that was chosen; left out where all tables with
 * these totals are hidden alike, so that there is nothing to know.
 */
export type HidingPattern = { hidden: boolean[]; told?: HiddenRange[] }

type Grid = {
  counts: number[][]
  items: Item[]
  disclosing: Disclosing
  threshold: number
  /** Of the only view, if there is but one. */
  apart: Apart
}

/**
 * Steps of a walk for each count of a rectangle, where tables with a one in each row and column are not enough: to choose,
 * in small ones only; for the proof, wherever it is wanting.
 */
const steps = { choice: 40, proof: 1000 }
const mostWalked = 12

/**
 * Hides a rectangle of the finest table, and every count of a view that has a part in it, so that not even one who knows
 * this rule can narrow a hidden count below the threshold.
 *
 * The rectangles of a chain are offered one after another. One is taken if tables can be found, alike in all that is
 * shown, that would be hidden by it as well and between which each of its counts differs by the threshold. The search
 * sees nothing but what is shown anyway, so it ends the same way for all tables that are alike: from the pattern nobody
 * learns more than that the table is one of those. The last one of the chain hides everything. If the tables that come to
 * it are too few for that, which the totals say, it is taken for all tables with these totals.
 *
 * Source: Kenthapadi, Mishra & Nissim (2005), Simulatable auditing; Wong, Fu, Wang & Pei (2007), Minimality attack in
 * privacy preserving data publishing.
 */
export function hidingPattern(grid: Grid): HidingPattern {
  const { counts, items } = grid
  const chooser = chooserOf(grid)
  const table = Int32Array.from(counts.flat())
  const last = chooser.rangesOf(chooser.whole, table)
  const isNarrow = [...last.values()].some(({ lower, upper }) => upper - lower < grid.threshold)
  // The few tables that come last would speak: then all tables with these totals are hidden whole.
  const taken = isNarrow ? chooser.whole : chooser.takenBy(table)
  const touched = taken && chooser.touchedBy(taken)
  const told = taken && !isNarrow ? chooser.rangesOf(taken, table) : undefined
  return {
    hidden: items.map((_, at) => touched?.has(at) ?? false),
    told:
      told &&
      items.map(({ value }, at) => ({
        lower: Math.min(value, told.get(at)?.lower ?? value),
        upper: Math.max(value, told.get(at)?.upper ?? value),
      })),
  }
}

type Chooser = {
  takenBy: (table: Int32Array) => Rectangle | undefined
  touchedBy: (rectangle: Rectangle) => Map<number, number[]>
  /** The range of each touched item over the tables found that the rectangle is taken for; none if none was found. */
  rangesOf: (rectangle: Rectangle, table: Int32Array) => Map<number, HiddenRange>
  whole: Rectangle
}

function chooserOf({ counts, items, disclosing, threshold, apart }: Grid): Chooser {
  const width = counts[0].length
  const totals: Totals = {
    rows: counts.map((line) => line.reduce((sum, count) => sum + count, 0)),
    columns: counts[0].map((_, j) => counts.reduce((sum, line) => sum + line[j], 0)),
    apart,
  }
  const spans = items.map(({ members }) => ({
    rows: [...new Set(members.map((place) => Math.floor(place / width)))],
    columns: [...new Set(members.map((place) => place % width))],
  }))
  const isPlain = items.every(({ members }, at) => members.length === 1 && members[0] === at)
  const chains = new Map<string, Chain>()
  const touches = new Map<string, Map<number, number[]>>()
  const answers = new Map<string, boolean>()
  const peopled = (own: number[]) => own.flatMap((total, at) => (total > 0 ? [at] : []))
  const whole = { rows: peopled(totals.rows), columns: peopled(totals.columns) }
  return { takenBy, touchedBy, rangesOf, whole }

  function takenBy(table: Int32Array): Rectangle | undefined {
    const chain = chainFor(table)
    if (!chain) return undefined
    const { twos, larger } = chain
    return [...twos, ...larger.slice(0, -1)].find((rectangle) => isTaken(rectangle, table)) ?? larger.at(-1)!
  }

  /** What must be hidden says which rectangles come into question; nothing if nothing must. */
  function chainFor(table: Int32Array): Chain | undefined {
    const found = disclosing.cells(valuesOf(table))
    if (found.size === 0) return undefined
    const all = (side: 'rows' | 'columns') =>
      [...new Set([...found.keys()].flatMap((at) => spans[at][side]))].sort((a, b) => a - b)
    // Of several views at once all rows: any two of them may be whole in one view and nothing in another.
    const rows = isPlain ? all('rows') : whole.rows
    const must = { rows, columns: all('columns') }
    return kept(chains, nameOf(must), () => chainOf(must, totals))
  }

  /** Would the rectangle be taken for this table, and so for all that are alike outside of it? */
  function isTaken(rectangle: Rectangle, table: Int32Array): boolean {
    const shown = Int32Array.from(table)
    for (const i of rectangle.rows) for (const j of rectangle.columns) shown[i * width + j] = -1
    return kept(answers, `${nameOf(rectangle)}:${shown.join()}`, () => {
      const ranges = rangesOver(rectangle, table, (other) => isFirstFor(rectangle, other))
      return [...touchedBy(rectangle).keys()].every((at) => isWide(ranges[at]))
    })
  }

  /** Is it the first that is offered, or the first larger one while none of two by two is taken? Then it is taken, if any. */
  function isFirstFor(rectangle: Rectangle, table: Int32Array): boolean {
    const chain = chainFor(table)
    if (!chain) return false
    const name = nameOf(rectangle)
    if (chain.twos.length > 0 && nameOf(chain.twos[0]) === name) return true
    return nameOf(chain.larger[0]) === name && !chain.twos.some((two) => isTaken(two, table))
  }

  function rangesOf(rectangle: Rectangle, table: Int32Array): Map<number, HiddenRange> {
    const name = nameOf(rectangle)
    const isAlike = (other: Int32Array) => {
      const taken = takenBy(other)
      return taken !== undefined && nameOf(taken) === name
    }
    const ranges = rangesOver(rectangle, table, isAlike, steps.proof)
    const found = [...touchedBy(rectangle).keys()].filter((at) => ranges[at].lower <= ranges[at].upper)
    return new Map(found.map((at) => [at, ranges[at]]))
  }

  /** The range of each item over tables alike for which something holds; asked only of those that would widen one. */
  function rangesOver(
    rectangle: Rectangle,
    table: Int32Array,
    holds: (table: Int32Array) => boolean,
    stepsPerCount = steps.choice,
  ): HiddenRange[] {
    const spanning =
      isPlain && threshold > 1
        ? spanningRanges(table, width, rectangle, { apart, holds, enough: threshold })
        : new Map<number, HiddenRange>()
    const ranges = items.map((_, at) => spanning.get(at) ?? { lower: Infinity, upper: -Infinity })
    const inside = touchedBy(rectangle)
    const narrow = () => [...inside.keys()].filter((at) => !isWide(ranges[at]))
    const size = rectangle.rows.length * rectangle.columns.length
    const isLeft = isPlain && stepsPerCount === steps.choice && size > mostWalked
    if (narrow().length === 0 || isLeft) return ranges
    const aim = (random: SeededRandom) => {
      const left = narrow()
      const own = inside.get(left[random.integer(left.length)])!
      return own[random.integer(own.length)]
    }
    const see = (other: Int32Array) => {
      const values = valuesOf(other)
      const isWithin = (at: number) => ranges[at].lower <= values[at] && values[at] <= ranges[at].upper
      if (narrow().every(isWithin) || !holds(other)) return false
      for (const at of inside.keys())
        ranges[at] = {
          lower: Math.min(ranges[at].lower, values[at]),
          upper: Math.max(ranges[at].upper, values[at]),
        }
      return narrow().length === 0
    }
    walkTablesAlike(table, width, rectangle, {
      ...{ small: threshold, steps: stepsPerCount * size, aim, see },
    })
    return ranges
  }

  function isWide({ lower, upper }: HiddenRange): boolean {
    return upper - lower >= threshold
  }

  function valuesOf(table: Int32Array): ArrayLike<number> {
    return isPlain ? table : items.map(({ members }) => members.reduce((sum, place) => sum + table[place], 0))
  }

  /** The items with a part in the rectangle, and the places of that part. */
  function touchedBy({ rows, columns }: Rectangle): Map<number, number[]> {
    return kept(touches, nameOf({ rows, columns }), () => {
      const isInside = (place: number) =>
        rows.includes(Math.floor(place / width)) && columns.includes(place % width)
      const parts = items.map(({ members }, at): [number, number[]] => [at, members.filter(isInside)])
      return new Map(parts.filter(([, own]) => own.length > 0))
    })
  }
}

function nameOf({ rows, columns }: Rectangle): string {
  return `${rows.join()}×${columns.join()}`
}

function kept<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}
