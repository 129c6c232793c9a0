import { cellAddress, type CheckRule, type PublishedCell, type Variable } from '@pejling/indicators'
import { type Connection, identifier, literal, rows } from '@pejling/warehouse'
import { type CheckContext, rowsWith } from './check-context.ts'
import { type Judged, measured } from './judged.ts'

/** The sum of a number, or the count of rows, held against a published number or one that is given. */
export async function judgeSum(
  connection: Connection,
  context: CheckContext,
  rule: Extract<CheckRule, { kind: 'sum' }>,
  find: (id: string) => Variable,
): Promise<Judged[]> {
  const { variable, where = {}, round, published, equals, tolerance } = rule
  const unit = variable === undefined ? rule.unit! : find(variable).unit
  const read = [...(variable === undefined ? [] : [variable]), ...Object.keys(where)].map(find)
  const terms = [
    ...Object.entries(where).map(
      ([id, values]) => `${identifier(id)} IN (${values.map(literal).join(', ')})`,
    ),
    ...(round === undefined ? [] : [`round = ${literal(round)}`]),
  ]
  const [{ found }] = await rows<{ found: number }>(
    connection,
    `SELECT ${variable === undefined ? 'count(*)' : `coalesce(sum(${identifier(variable)}), 0)`} AS found
     FROM (${rowsWith(context, unit, read)}) ${terms.length > 0 ? `WHERE ${terms.join(' AND ')}` : ''}`,
  )
  const place = { unit, variable: variable ?? null, round: round ?? null }
  const cells = published === undefined ? [] : cellsAt(context, published)
  if (published !== undefined && cells.length === 0) return [measured(null, {}, place)]
  const expected = equals ?? sum(cells.map(({ value }) => value ?? 0))
  const off = tolerance ?? sum(cells.map(({ halfUnit }) => halfUnit ?? 0))
  return [measured(found, { least: expected - off, most: expected + off }, place)]
}

/** The printed cells with a number at an address; `*` stands for every category but the total. */
function cellsAt({ tables, cells }: CheckContext, address: string): PublishedCell[] {
  const [id, ...place] = address.split('/')
  const table = tables.find((candidate) => candidate.id === id)!
  return cells.filter((cell) => {
    if (cell.table !== id || cell.value === undefined) return false
    const parts = cellAddress(table, cell).split('/')
    return (
      parts.length === place.length &&
      place.every((part, i) => (part === '*' ? parts[i] !== 'total' : part === parts[i]))
    )
  })
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
