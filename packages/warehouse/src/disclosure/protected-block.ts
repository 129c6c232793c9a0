import { type ProtectedBlock, type ProtectedTable, protectedTables, thresholdOf } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { remembered } from '../remembered.ts'
import { getVariable } from '../study-queries.ts'
import { unitSource } from '../unit-source.ts'
import { getProtectedFamily, type ProtectedFamily, type ShownCrossing } from './protected-family.ts'

/** More combinations than this are not protected together but not shown at all. */
const mostCells = 400

/** The protected table of two variables with those it must be safe beside; nothing if it is not shown. */
export async function findProtectedTable(
  edition: Edition,
  family: ProtectedFamily,
  x: string,
  y: string,
): Promise<{ table: ProtectedTable; crossing: ShownCrossing } | undefined> {
  const isOf = (crossing: ShownCrossing) =>
    (crossing.x === x && crossing.y === y) || (crossing.x === y && crossing.y === x)
  const at = family.blocks.findIndex((block) => block.some(isOf))
  if (at < 0) return undefined
  const tables = await readBlock(edition, JSON.stringify([family.study.id, at]))
  const place = family.blocks[at].findIndex(isOf)
  const table = tables[place]
  return table && { table, crossing: family.blocks[at][place] }
}

const readBlock = remembered(async (edition, key): Promise<(ProtectedTable | undefined)[]> => {
  const [studyId, at] = JSON.parse(key) as [string, number]
  const family = await getProtectedFamily(edition, studyId)
  const counted = await countBlock(edition, family, at)
  if (!counted) return family.blocks[at].map(() => undefined)
  const tables = protectedTables(counted.block)
  return family.blocks[at].map((crossing) => tables[counted.crossings.indexOf(crossing)])
})

/**
 * The counts of a block as they are, with those of its crossings that have groups to show, in the order of its tables;
 * nothing if there is none, or if there are too many combinations to protect. Not for eyes that may not see all.
 */
export async function countBlock(
  edition: Edition,
  family: ProtectedFamily,
  at: number,
): Promise<{ block: ProtectedBlock; crossings: ShownCrossing[] } | undefined> {
  const { study, codebook, groups } = family
  const crossings = family.blocks[at].filter(({ x, y }) => groups.get(x) && groups.get(y))
  if (crossings.length === 0) return undefined
  const sides = [[...new Set(crossings.map(({ x }) => x))], [...new Set(crossings.map(({ y }) => y))]]
  const [rows, columns] = sides.map((ids) => ids.map((id) => getVariable(codebook, id)))
  const source = unitSource(study, [...rows, ...columns])!
  const variables = [...rows, ...columns]
  const found = await edition.query<Record<string, string | number | null> & { n: number }>(
    `SELECT ${variables.map((variable, i) => `${source.column(variable)} AS v${i}`).join(', ')}, count(*) AS n
     FROM ${source.from} GROUP BY ALL ORDER BY ALL`,
  )
  if (found.length > mostCells) return undefined
  const placeOf = (line: (typeof found)[number], i: number) => {
    const categories = variables[i].categories!
    const id = line[`v${i}`]
    return id === null ? categories.length : categories.findIndex((category) => category.id === id)
  }
  const block = {
    cells: found.map((line) => ({
      rows: rows.map((_, i) => placeOf(line, i)),
      columns: columns.map((_, j) => placeOf(line, rows.length + j)),
      n: line.n,
    })),
    rowGroups: rows.map(({ id }) => groups.get(id)!),
    columnGroups: columns.map(({ id }) => groups.get(id)!),
    tables: crossings.map(({ x, y }) => ({ row: sides[0].indexOf(x), column: sides[1].indexOf(y) })),
    threshold: thresholdOf(study, crossings[0].unit),
    whole: study.disclosure?.wholeGroups === 'show' ? ('flag' as const) : ('hide' as const),
  }
  return { block, crossings }
}
