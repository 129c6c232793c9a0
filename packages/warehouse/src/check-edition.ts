import type { EditionContent } from './build.ts'
import { type Connection, rows } from './database.ts'
import { identifier, literal } from './identifier.ts'
import { editionInterviewTables, editionTable } from './interviews/interview-tables.ts'
import { studySchema } from './unit-table.ts'

/** An edition is only put in place if every table holds as many rows as the Parquet it came from. */
export async function checkEdition(connection: Connection, { hash, studies }: EditionContent): Promise<void> {
  const [head] = await rows<{ hash: string }>(connection, 'SELECT hash FROM edition')
  if (head?.hash !== hash) throw new Error(`edition check: expected hash ${hash}, found ${head?.hash}`)
  for (const { study, units, cells, findings, interviews } of studies) {
    for (const [unit, parts] of Object.entries(units))
      await sameRows(
        connection,
        `${study.id}.${unit}`,
        `SELECT count(*) AS n FROM ${identifier(studySchema(study.id), unit)}`,
        parts.map(({ rows }) => rows),
      )
    const own = (table: string) => `SELECT count(*) AS n FROM ${table} WHERE study = ${literal(study.id)}`
    if (cells) await sameRows(connection, `${study.id} cells`, own('published_cell'), [cells])
    if (findings) await sameRows(connection, `${study.id} findings`, own('audit_finding'), [findings])
    for (const [table] of editionInterviewTables)
      if (interviews?.[table])
        await sameRows(connection, `${study.id} ${table}`, own(editionTable(table)), [interviews[table]])
  }
}

async function sameRows(
  connection: Connection,
  what: string,
  query: string,
  parquet: string[],
): Promise<void> {
  const [found] = await rows<{ n: number }>(connection, query)
  const [expected] = await rows<{ n: number }>(
    connection,
    `SELECT count(*) AS n FROM read_parquet([${parquet.map(literal)}])`,
  )
  if (found.n !== expected.n)
    throw new Error(`edition check: ${what}: expected ${expected.n} rows, found ${found.n}`)
}
