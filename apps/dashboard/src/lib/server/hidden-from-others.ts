import { isOpen, type Relation, type Study, type Suppression, type Viewer } from '@pejling/indicators'
import { answer, type Edition, type HiddenCells, listHiddenCells } from '@pejling/warehouse'

/** What of an answer those without a right to the study do not see, for one who sees all of it. */
export type HiddenFromOthers = {
  why: Suppression
  /** Which counts of a cross table, with its totals; left out where the answer is of units one by one. */
  table?: { counts: boolean[][]; rowTotals: boolean[]; columnTotals: boolean[]; n: boolean }
  /** How many counts are hidden for which reason, where single ones are. */
  reasons?: Partial<Record<HiddenCells['cells'][number]['why'], number>>
}

/**
 * The same question answered for others, compared by what is missing in it; nothing of an open study, nor for one who
 * does not see all, nor of what others see in full.
 */
export async function hiddenFromOthers(
  edition: Edition,
  study: Study,
  relation: Relation,
  { viewer, others }: { viewer: Viewer; others: Viewer },
): Promise<HiddenFromOthers | undefined> {
  if (isOpen(study) || viewer.sees !== 'all') return undefined
  const theirs = await answer(edition, relation, others)
  if (!theirs.suppressed) return undefined
  if (theirs.kind !== 'crosstab') return { why: theirs.why }
  const hidden = (n: number | null) => n === null
  return {
    why: theirs.why,
    table: {
      counts: theirs.counts.map((row) => row.map(hidden)),
      rowTotals: theirs.rowTotals.map(hidden),
      columnTotals: theirs.columnTotals.map(hidden),
      n: hidden(theirs.n),
    },
    ...(theirs.why.code === 'small-counts' && { reasons: await reasonsOf(edition, relation) }),
  }
}

async function reasonsOf(edition: Edition, relation: Relation): Promise<HiddenFromOthers['reasons']> {
  const found = await listHiddenCells(edition, relation)
  const kinds = Map.groupBy(found?.cells ?? [], ({ why }) => why)
  return Object.fromEntries([...kinds].map(([why, cells]) => [why, cells.length]))
}
