import type { Relation, Source, Viewer } from '@pejling/indicators'
import { type Answer, answer } from '../answer.ts'
import type { SuppressedAnswer } from '../disclosure/suppressed-answer.ts'
import type { Edition } from '../edition.ts'
import { checkedViewer } from '../disclosure/checked-viewer.ts'
import { listRelations } from '../relations.ts'
import { getCodebook, getStudy, getVariable } from '../study-queries.ts'
import { unitSource } from '../unit-source.ts'
import { isNumber } from '../unit-table.ts'
import type { Cause, RelationComparison } from './comparison.ts'
import { withheldCounts } from './compare-variables.ts'
import { moved } from './moved.ts'
import type { KnownPair } from './study-pair.ts'

/** Which variables' rows or printed tables differ: a relation of others cannot have moved. */
export type Touched = { rows: (variable: string) => boolean; published: boolean }

/** More pairs of values are compared by their hash alone, inside DuckDB. */
const mostPoints = 20_000

/**
 * Every pair of variables that can be seen together in one of two editions, and of which a count moved; each pair once,
 * from rows and from print. Pairs of values are compared value by value.
 */
export async function compareRelations(
  {
    before: { edition: before },
    after: { edition: after, study: definition },
    id: study,
    ...pair
  }: KnownPair,
  touched: Touched,
  causes: (x: string, y: string, source: Source) => Cause[],
): Promise<RelationComparison[]> {
  const { seenBy: viewer, codebooks } = pair
  const [was, is] = await Promise.all([pairsOf(before, study), pairsOf(after, study)])
  const found: RelationComparison[] = []
  const names = new Set([...is, ...was])
  for (const [at, name] of [...names].entries()) {
    pair.progress(0.5 + (0.5 * at) / names.size)
    const [x, y, source] = name.split(' ') as [string, string, Source]
    const isTouched = source === 'rows' ? touched.rows(x) || touched.rows(y) : touched.published
    const presence = !was.has(name) ? 'added' : is.has(name) ? 'both' : 'removed'
    if (!isTouched && presence === 'both') continue
    const relation = { study, x, y, source, where: [] }
    const [old, young] = await Promise.all([
      was.has(name) ? seen(before, relation, viewer) : undefined,
      is.has(name) ? seen(after, relation, viewer) : undefined,
    ])
    const cells = movedCells(old?.answer, young?.answer)
    const n = { before: old?.n ?? null, after: young?.n ?? null }
    if (presence === 'both' && !cells.length && n.before === n.after && old?.points === young?.points)
      continue
    const change = n.before === null || n.after === null ? null : n.after - n.before
    // What was printed is for everybody, however it was counted.
    if (viewer.sees !== 'all' && source === 'rows') {
      const unit = [...codebooks.after, ...codebooks.before].find(({ id }) => id === x)!.unit
      const none = { before: null, after: null, change: null }
      const withheld = withheldCounts(definition, unit)
      found.push({ x, y, source, presence, n: none, cells: [], withheld, causes: causes(x, y, source) })
      continue
    }
    found.push({
      ...{ x, y, source, presence, n: { ...n, change }, cells },
      ...(old?.answer && { before: old.answer }),
      ...(young?.answer && { after: young.answer }),
      causes: causes(x, y, source),
    })
  }
  return found
}

/** `x y source`, each pair once, with x the one that stands first in the codebook. */
async function pairsOf(edition: Edition, study: string): Promise<Set<string>> {
  const found = new Set<string>()
  for (const { x, y, sources } of await listRelations(edition, study))
    for (const source of sources) if (!found.has(`${y} ${x} ${source}`)) found.add(`${x} ${y} ${source}`)
  return found
}

function movedCells(
  before: Answer | SuppressedAnswer | undefined,
  after: Answer | SuppressedAnswer | undefined,
): RelationComparison['cells'] {
  const [was, is] = [cellsOf(before), cellsOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((cell) => {
    const found = moved(was.get(cell), is.get(cell))
    const [x, y] = cell.split('\n')
    return found ? [{ x, y, ...found }] : []
  })
}

function cellsOf(answer: Answer | SuppressedAnswer | undefined): Map<string, number | null> {
  if (answer?.kind !== 'crosstab') return new Map()
  const { rows, columns, counts } = answer
  return new Map(
    rows.flatMap((row, i) => columns.map((column, j) => [`${row.id}\n${column.id}`, counts[i][j]] as const)),
  )
}

/** An answer with how many units it is of; `points` is a hash of pairs of values, whatever their order. */
type Seen = { n: number | null; points?: string; answer?: Answer | SuppressedAnswer }

async function seen(edition: Edition, relation: Relation, viewer: Viewer): Promise<Seen> {
  const study = await getStudy(edition, relation.study)
  const codebook = await getCodebook(edition, relation.study)
  const pair = [getVariable(codebook, relation.x), getVariable(codebook, relation.y)]
  const isOfPairs = relation.source === 'rows' && pair.some(isNumber)
  if (!isOfPairs || checkedViewer(study, viewer).sees !== 'all') {
    const found = await answer(edition, relation, viewer)
    return { n: found.n, answer: found }
  }
  const source = unitSource(study, pair)!
  const [x, y] = pair.map(source.column)
  const text = `${x}::VARCHAR || chr(31) || ${y}::VARCHAR`
  const [{ n, points }] = await edition.query<{ n: number; points: string | null }>(
    `SELECT count(*) AS n, sum(md5_number_lower(${text}))::VARCHAR AS points FROM ${source.from}
     WHERE ${x} IS NOT NULL AND ${y} IS NOT NULL`,
  )
  const told = { n, ...(points !== null && { points }) }
  return n > mostPoints ? told : { ...told, answer: await answer(edition, relation, viewer) }
}
