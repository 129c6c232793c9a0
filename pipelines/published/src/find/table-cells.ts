import { cellAddress, type PublishedTable } from '@pejling/indicators'
import { factKey, type Facts } from '../fact.ts'

/** The body of a table as a cube: which categories each dimension has, and the fact at a place. */
export type Cube = {
  table: PublishedTable
  /** The fact of a measure at a place (a category, or `total`, for each dimension); missing if no line has it. */
  at: (place: Record<string, string>, measure: string) => string | undefined
  /** Categories that split the units: subtotals are left out. */
  categories: (dimension: string) => string[]
  /** Every place of the body, or of the part of it with the given categories. */
  places: (fixed?: Record<string, string>) => Record<string, string>[]
}

export function cubeOf(table: PublishedTable, facts: Facts): Cube {
  const categories = (dimension: string) =>
    (table.dimensions.find(({ variable }) => variable === dimension)?.categories ?? [])
      .filter(({ id, sumOf }) => id !== 'total' && !sumOf)
      .map(({ id }) => id)
  return {
    table,
    categories,
    at: (place, measure) => {
      const key = factKey(table.id, cellAddress(table, { at: place, measure }))
      return facts.has(key) ? key : undefined
    },
    places: (fixed = {}) =>
      table.dimensions.reduce<Record<string, string>[]>(
        (places, { variable }) => {
          const ids = fixed[variable] === undefined ? categories(variable) : [fixed[variable]]
          return places.flatMap((place) => ids.map((id) => ({ ...place, [variable]: id })))
        },
        [{}],
      ),
  }
}

/** The facts of a measure over the body, or the part of it with the given categories; missing if any is not there. */
export function bodyOf(cube: Cube, measure: string, fixed?: Record<string, string>): string[] | undefined {
  const keys = cube.places(fixed).map((place) => cube.at(place, measure))
  return keys.every((key) => key !== undefined) ? keys : undefined
}

/** Every place of the table with margins: a dimension that adds may also stand at its `total`. */
export function placesWithTotals(cube: Cube): Record<string, string>[] {
  return cube.table.dimensions.reduce<Record<string, string>[]>(
    (places, { variable, adds, categories }) => {
      const ids = [
        ...categories.map(({ id }) => id).filter((id) => id !== 'total'),
        ...(adds ? ['total'] : []),
      ]
      return places.flatMap((place) => ids.map((id) => ({ ...place, [variable]: id })))
    },
    [{}],
  )
}

/** `none/other/count` */
export function addressOf(cube: Cube, at: Record<string, string>, measure: string): string {
  return cellAddress(cube.table, { at, measure })
}
