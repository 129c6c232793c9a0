import type { Edition } from '../edition.ts'
import { remembered } from '../remembered.ts'
import { type HiddenCells, listHiddenCells } from './hidden-cells.ts'
import { countBlock, findProtectedTable } from './protected-block.ts'
import { getProtectedFamily, type ProtectedFamily } from './protected-family.ts'

/** A hidden count as it is, and what somebody who may not see it can work out. */
export type HiddenProof = HiddenCells['cells'][number] & { n: number }

/** A table as it is and as others see it, and the range of every count they do not. */
export type ProvenTable = {
  x: string
  y: string
  unit: string
  threshold: number
  /** Ids of the categories of x and of y in codebook order, and `missing` last. */
  rows: string[]
  columns: string[]
  counts: { n: number; shown: boolean }[][]
  cells: HiddenProof[]
  /** Categories with all their units in one of the other variable's, shown or not. */
  whole: HiddenCells['whole']
  /** No hidden count can be narrowed below the threshold, not even by one who knows the rule. */
  holds: boolean
}

export type DisclosureProof = {
  study: string
  holds: boolean
  /** Nothing is counted from rows for those who may not see all: they see what was printed. */
  printed: boolean
  tables: ProvenTable[]
  /** Tables the study shows but of which nothing can be shown. */
  notShown: { x: string; y: string }[]
  /** Categories (`missing` for missing values) that are hidden together everywhere, so that only their sum is known. */
  together: { variable: string; categories: string[] }[]
}

/**
 * Every table of a study that is shown to those who may not see all, with what can be worked out of each hidden count.
 * It holds the hidden counts themselves: only for eyes that may see all.
 *
 * @throws `unknown study: …`
 */
export const disclosureProof = remembered(async (edition, studyId): Promise<DisclosureProof> => {
  const family = await getProtectedFamily(edition, studyId)
  const found = await Promise.all(family.blocks.map((_, at) => provenBlock(edition, family, at)))
  const tables = found.flat()
  return {
    study: studyId,
    holds: tables.every(({ holds }) => holds),
    printed: family.printed,
    tables,
    notShown: family.blocks
      .flat()
      .filter((crossing) => !tables.some(({ x, y }) => x === crossing.x && y === crossing.y))
      .map(({ x, y }) => ({ x, y })),
    together: togetherOf(family),
  }
})

async function provenBlock(edition: Edition, family: ProtectedFamily, at: number): Promise<ProvenTable[]> {
  const counted = await countBlock(edition, family, at)
  if (!counted) return []
  const { block, crossings } = counted
  const proven = crossings.map(async ({ x, y }, table): Promise<ProvenTable[]> => {
    const protectedTable = await findProtectedTable(edition, family, x, y)
    if (!protectedTable) return []
    const [rows, columns] = [x, y].map((variable) => placesOf(family, variable))
    const { row, column } = block.tables[table]
    const countOf = (i: number, j: number) =>
      block.cells.reduce(
        (sum, cell) => sum + (cell.rows[row] === i && cell.columns[column] === j ? cell.n : 0),
        0,
      )
    const counts = rows.map((_, i) =>
      columns.map((_, j) => ({ n: countOf(i, j), shown: protectedTable.table.counts[i][j] !== null })),
    )
    const { threshold, unit, cells, whole } = (await listHiddenCells(edition, {
      study: family.study.id,
      ...{ x, y },
    }))!
    const proofs = cells.map((cell) => ({
      ...cell,
      n: cell.x.reduce(
        (sum, i) => sum + cell.y.reduce((own, j) => own + counts[rows.indexOf(i)][columns.indexOf(j)].n, 0),
        0,
      ),
    }))
    const isWide = (range: { lower: number; upper: number }) => range.upper - range.lower >= threshold
    const holds = proofs.every((cell) => isWide(cell) && isWide(cell.told))
    return [{ ...{ x, y, unit, threshold, rows, columns, counts, whole, holds }, cells: proofs }]
  })
  return (await Promise.all(proven)).flat()
}

function placesOf({ codebook }: ProtectedFamily, variable: string): string[] {
  const { categories } = codebook.variables.find(({ id }) => id === variable)!
  return [...categories!.map(({ id }) => id), 'missing']
}

function togetherOf(family: ProtectedFamily): DisclosureProof['together'] {
  return family.shown.flatMap((variable) => {
    const groups = family.groups.get(variable)
    if (!groups) return []
    const places = placesOf(family, variable)
    return [...new Set(groups)]
      .map((group) => places.filter((_, at) => groups[at] === group))
      .filter((categories) => categories.length > 1)
      .map((categories) => ({ variable, categories }))
  })
}
