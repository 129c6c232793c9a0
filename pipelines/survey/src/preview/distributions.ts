import type { Distribution, Round, Spread, Variable } from '@pejling/indicators'
import { type Connection, isNumber, literal, rows } from '@pejling/warehouse'
import { edgesOf, histogram, spread } from './spread.ts'

/** Each variable's distribution in what was read (`read`, as SQL), beside that of the last round that asked it. */
export async function distributionsOf(
  connection: Connection,
  read: string,
  variables: Variable[],
  last?: { round: Round; rows: string },
): Promise<Distribution[]> {
  const earlier = last && `read_parquet(${literal(last.rows)})`
  const columns = earlier ? await columnsIn(connection, earlier) : new Set<string>()
  const found: Distribution[] = []
  for (const variable of variables) {
    const now = await spread(connection, read, variable)
    const before =
      earlier && columns.has(variable.id) ? await spread(connection, earlier, variable) : undefined
    const both = isAsked(before) ? before : undefined
    const edges = isNumber(variable) ? edgesFor(now, both) : undefined
    const withBins = async (from: string, one: Spread): Promise<Spread> =>
      edges && one.n > 0
        ? { ...one, histogram: { edges, counts: await histogram(connection, from, variable, edges) } }
        : one
    found.push({
      variable: variable.id,
      now: await withBins(read, now),
      ...(earlier &&
        both &&
        last && { before: { ...(await withBins(earlier, both)), round: last.round.id } }),
    })
  }
  return found
}

function isAsked(spread: Spread | undefined): spread is Spread {
  if (!spread) return false
  const { not_asked: none, ...others } = spread.missing
  return spread.n > 0 || Object.keys(others).length > 0 || none === undefined
}

function edgesFor(now: Spread, before: Spread | undefined): number[] | undefined {
  const ends = [now.numbers, before?.numbers].flatMap((five) => (five ? [five.min, five.max] : []))
  return ends.length > 0 ? edgesOf(Math.min(...ends), Math.max(...ends)) : undefined
}

async function columnsIn(connection: Connection, from: string): Promise<Set<string>> {
  const found = await rows<{ column_name: string }>(connection, `DESCRIBE SELECT * FROM ${from}`)
  return new Set(found.map(({ column_name: name }) => name))
}
