import { type Relation, thresholdOf } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { findProtectedTable } from './protected-block.ts'
import { getProtectedFamily } from './protected-family.ts'

/** What others do not see of a table, for those who may see all: which groups of categories, why, and the proof. */
export type HiddenCells = {
  threshold: number
  unit: string
  /** Each hidden count: the categories of x and of y it is about (several where they are hidden together). */
  cells: {
    x: string[]
    y: string[]
    why: 'small' | 'whole' | 'complementary'
    lower: number
    upper: number
    /** The same for one who also knows the rule by which counts are hidden. */
    told: { lower: number; upper: number }
  }[]
  /** Groups of categories hidden together, because one alone would be too small. */
  together: { x: string[][]; y: string[][] }
  /** Categories of x and of y with all their units in one category of the other: 8 of 8. */
  whole: { x: string[]; y: string[] }
}

/**
 * The protection of a study's cross table, with the range of every hidden count that somebody can work out from all that
 * is shown to those who may not see all; nothing if such a one is shown no count of the table. Not for their eyes.
 */
export async function listHiddenCells(
  edition: Edition,
  { study: id, x, y }: Pick<Relation, 'study' | 'x' | 'y'>,
): Promise<HiddenCells | undefined> {
  const family = await getProtectedFamily(edition, id)
  const found = await findProtectedTable(edition, family, x, y)
  if (!found) return undefined
  const { crossing, table } = found
  const { codebook, groups, study } = family
  const namesOf = (variable: string, group: number) => {
    const categories = codebook.variables.find(({ id }) => id === variable)!.categories!
    const places = groups.get(variable)!.flatMap((other, place) => (other === group ? [place] : []))
    return places.map((place) => categories[place]?.id ?? 'missing')
  }
  const togetherOf = (variable: string) =>
    [...new Set(groups.get(variable)!)]
      .map((group) => namesOf(variable, group))
      .filter((names) => names.length > 1)
  const { cells, whole } = table.suppression
  const turned = crossing.x !== x
  const [ofRow, ofColumn] = turned ? [y, x] : [x, y]
  return {
    ...{ threshold: thresholdOf(study, crossing.unit), unit: crossing.unit },
    cells: cells.map(({ row, column, why, lower, upper, told }) => {
      const [rows, columns] = [namesOf(ofRow, row), namesOf(ofColumn, column)]
      return { ...(turned ? { x: columns, y: rows } : { x: rows, y: columns }), why, lower, upper, told }
    }),
    together: { x: togetherOf(x), y: togetherOf(y) },
    whole: {
      x: (turned ? whole.columns : whole.rows).flatMap((group) => namesOf(x, group)),
      y: (turned ? whole.rows : whole.columns).flatMap((group) => namesOf(y, group)),
    },
  }
}
