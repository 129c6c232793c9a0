import { type CrossTable, tableMargins } from '../tables/cross-table.ts'

/** A category a coder chose; `null`, `undefined` and NaN mean that this coder did not code this unit. */
export type Coded = string | number | null | undefined

/**
 * Who coded what, in one of three shapes: `ratings[coder][unit]`; a `table` of two coders (rows the first, columns
 * the second, same categories in the same order); or `counts[unit][category]`, how many coders chose it.
 * `categories` lists them in order, also those nobody chose; without it ratings use the values that occur, numbers
 * ascending before text in code-point order, and tables and counts use 1, 2, 3 …
 */
export type Codings = { categories?: readonly (string | number)[] } & (
  { ratings: readonly (readonly Coded[])[] } | { table: CrossTable } | { counts: CrossTable }
)

/**
 * The categories (by their place) chosen for a unit and how many times each, the number of codings in all, and
 * how many units (or what weight) look exactly like this.
 */
export type Pattern = { chosen: number[]; times: number[]; codings: number; units: number }

/** What all coefficients of agreement are computed from: units that look alike are counted, not listed. */
export type RatingPatterns = {
  categories: (string | number)[]
  /** The largest number of codings a unit has. */
  coders: number
  /** Units with at least one coding, and with at least two. */
  units: number
  pairableUnits: number
  patterns: Pattern[]
}

/**
 * Counts how often each pattern of codings occurs. Units nobody coded are left out.
 *
 * @throws `codings: expected 12 units from coder 2, found 11` · `codings: unknown category: 7` ·
 *   `codings: expected as many rows as columns, found 2 and 3` · `codings: expected 3 categories, found 2` ·
 *   `codings: expected counts of 0 or more, found -1`
 * @example ratingPatterns({ ratings: [[1, 2, 2], [1, 2, null]] }).pairableUnits // 2
 */
export function ratingPatterns(codings: Codings): RatingPatterns {
  if ('table' in codings) return patternsOfTable(codings.table, codings.categories)
  if ('counts' in codings) return patternsOfCounts(codings.counts, codings.categories)
  return patternsOfRatings(codings.ratings, codings.categories)
}

/** The pattern of units whose codings are these places of categories, in any order. */
export function patternOf(codes: readonly number[], units: number): Pattern {
  const chosen = [...new Set(codes)].sort((a, b) => a - b)
  const times = chosen.map((k) => codes.filter((code) => code === k).length)
  return { chosen, times, codings: codes.length, units }
}

/** Whether a value is a category rather than missing. */
export function isCoded(value: Coded): value is string | number {
  return value !== null && value !== undefined && !Number.isNaN(value)
}

/** The categories that occur: numbers ascending, then text in code-point order. */
export function categoriesOf(ratings: readonly (readonly Coded[])[]): (string | number)[] {
  const found = new Set<string | number>()
  for (const row of ratings) for (const value of row) if (isCoded(value)) found.add(value)
  return [...found].sort((a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1
    return a < b ? -1 : 1
  })
}

function patternsOfRatings(
  ratings: readonly (readonly Coded[])[],
  categories: readonly (string | number)[] = categoriesOf(ratings),
): RatingPatterns {
  const place = new Map(categories.map((category, k) => [category, k]))
  const units = ratings[0]?.length ?? 0
  const chosen = Array.from({ length: units }, (): number[] => [])
  ratings.forEach((row, coder) => {
    if (row.length !== units)
      throw new RangeError(`codings: expected ${units} units from coder ${coder + 1}, found ${row.length}`)
    row.forEach((value, unit) => {
      if (!isCoded(value)) return
      const k = place.get(value)
      if (k === undefined) throw new RangeError(`codings: unknown category: ${value}`)
      chosen[unit].push(k)
    })
  })
  return collected(
    [...categories],
    chosen.map((codes) => patternOf(codes, 1)),
  )
}

function patternsOfTable(table: CrossTable, names?: readonly (string | number)[]): RatingPatterns {
  tableMargins('codings', table)
  const k = table.length
  if (k > 0 && table[0].length !== k)
    throw new RangeError(`codings: expected as many rows as columns, found ${k} and ${table[0].length}`)
  const pairs = table.flatMap((row, i) => row.map((units, j) => patternOf([i, j], units)))
  return collected(namesFor(k, names), pairs)
}

function patternsOfCounts(table: CrossTable, names?: readonly (string | number)[]): RatingPatterns {
  tableMargins('codings', table)
  const k = table[0]?.length ?? names?.length ?? 0
  return collected(
    namesFor(k, names),
    table.map((row) => weightedPattern(row)),
  )
}

function namesFor(k: number, names?: readonly (string | number)[]): (string | number)[] {
  if (names && names.length !== k)
    throw new RangeError(`codings: expected ${names.length} categories, found ${k}`)
  return names ? [...names] : Array.from({ length: k }, (_, i) => i + 1)
}

function weightedPattern(row: readonly number[]): Pattern {
  const chosen = row.flatMap((times, k) => (times > 0 ? [k] : []))
  const codings = row.reduce((sum, times) => sum + times, 0)
  return { chosen, times: chosen.map((k) => row[k]), codings, units: 1 }
}

function collected(categories: (string | number)[], rows: Pattern[]): RatingPatterns {
  const alike = new Map<string, Pattern>()
  for (const row of rows) {
    if (row.codings === 0 || row.units === 0) continue
    const key = `${row.chosen.join()};${row.times.join()}`
    const held = alike.get(key)
    if (held) held.units += row.units
    else alike.set(key, row)
  }
  const patterns = [...alike.values()]
  return {
    categories,
    coders: patterns.reduce((most, { codings }) => Math.max(most, codings), 0),
    units: patterns.reduce((sum, { units }) => sum + units, 0),
    pairableUnits: patterns.reduce((sum, { codings, units }) => (codings >= 2 ? sum + units : sum), 0),
    patterns,
  }
}
