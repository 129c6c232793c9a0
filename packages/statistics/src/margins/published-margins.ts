/**
 * What is known when the rows were never published. The units fall into known cells (for example municipality
 * × load), each of a known size; the outcome's categories are known only through published tables.
 */
export type PublishedMargins = {
  /** Units in each known cell. */
  sizes: number[]
  tables: PublishedTable[]
}

/** A published cross table of a known attribute × the outcome. */
export type PublishedTable = {
  /** For each known cell the row of `counts` its units are counted in; `undefined` where the table leaves it out. */
  rowOf: (number | undefined)[]
  /** Rows × categories as published; `undefined` for a suppressed count. */
  counts: (number | undefined)[][]
}

/** A unit's known attributes, by name. */
export type KnownUnit = Record<string, string | number | undefined>

/** A published cross table by the names and labels it was printed with. */
export type NamedTable = {
  /** The known attribute in the rows; several for a table whose rows are combinations (labels joined by ` × `). */
  by: string | string[]
  /** The counts over the outcome's categories, by row label. */
  rows: Record<string, (number | undefined)[]>
}

/** `PublishedMargins` with the attributes of each known cell. */
export type NamedMargins = PublishedMargins & { cells: KnownUnit[] }

/**
 * Puts units and printed tables into the form the other functions take: units with the same values of the
 * attributes used become one known cell. A unit without the attribute is left out of that table, so is one
 * whose label has no row in it.
 *
 * @param units one object per unit, for example `{ municipality: 'I', load: 'high' }`
 * @param tables the published tables of one and the same outcome
 * @param keep further attributes that tell cells apart (the cluster, above all)
 * @throws `funding: no unit has this label: bund` when a row with units in it fits none of the units
 * @example
 * publishedMargins(
 *   [{ load: 'low' }, { load: 'low' }, { load: 'high' }],
 *   [{ by: 'load', rows: { low: [1, 1], high: [0, 1] } }],
 * ) // { sizes: [2, 1], tables: [{ rowOf: [0, 1], counts: [[1, 1], [0, 1]] }], cells: [{ load: 'low' }, …] }
 */
export function publishedMargins(
  units: KnownUnit[],
  tables: NamedTable[],
  keep: string[] = [],
): NamedMargins {
  const attributes = [...new Set([...keep, ...tables.flatMap(({ by }) => by)])]
  const found = new Map<string, { cell: KnownUnit; size: number }>()
  for (const unit of units) {
    const cell = Object.fromEntries(attributes.map((name) => [name, unit[name]]))
    const key = JSON.stringify(attributes.map((name) => unit[name] ?? null))
    const held = found.get(key)
    if (held) held.size++
    else found.set(key, { cell, size: 1 })
  }
  const cells = [...found.values()].map(({ cell }) => cell)
  return {
    sizes: [...found.values()].map(({ size }) => size),
    tables: tables.map(({ by, rows }) => {
      const labels = Object.keys(rows)
      const rowOf = cells.map((cell) => {
        const row = labels.indexOf(
          [by]
            .flat()
            .map((name) => cell[name])
            .join(' × '),
        )
        return row < 0 ? undefined : row
      })
      labels.forEach((label, row) => {
        if (!rowOf.includes(row) && rows[label].some((count) => count === undefined || count > 0))
          throw new RangeError(`${[by].flat().join(' × ')}: no unit has this label: ${label}`)
      })
      return { rowOf, counts: labels.map((label) => rows[label]) }
    }),
    cells,
  }
}
