import { noteSqlQuery } from '@pejling/ledger'
import { askConsole, type ConsoleRows, consoleCsv, consoleTables, toldQuery } from '@pejling/warehouse'
import type { Command } from 'commander'
import { aligned, type ExitCode, print, printJson } from '../output.ts'
import { viewerFor } from '../viewer.ts'
import { withEdition } from '../with-edition.ts'
import { does } from './does.ts'
import { asJson, ofEdition } from './option.ts'

/** Registers `pejling sql`. */
export function addSqlCommand(program: Command): void {
  program
    .command('sql')
    .description('one SELECT over the rows of the studies of which one may see everything')
    .argument('[query]', 'the tables there are, if not said')
    .option('--csv', 'as CSV')
    .option(...asJson)
    .option(...ofEdition)
    .action(does(sqlCommand))
}

type Options = { csv?: boolean; json?: boolean; edition?: string }

/**
 * `pejling sql "SELECT …"`: asked of a process of its own in which nothing but those tables is there; what it prints is what
 * the page shows.
 *
 * @throws `sql: 1:15: unknown table: …`
 */
export async function sqlCommand(
  query: string | undefined,
  { csv, json, edition: wanted }: Options,
): Promise<ExitCode> {
  await withEdition(wanted, async (edition, { ledger, caller }) => {
    const tables = await consoleTables(edition, (study) => viewerFor(caller, study))
    if (query === undefined) {
      if (json) printJson(tables)
      else
        for (const { study, name, columns } of tables)
          print(`"${study}".${name}  ${columns.map((column) => column.name).join(', ')}`)
      return
    }
    const begun = performance.now()
    const answer = await askConsole({ file: edition.file, sql: query, tables })
    await noteSqlQuery(ledger, caller.by, {
      ...{ edition: edition.hash, sql: query, milliseconds: performance.now() - begun },
      ...toldQuery(answer),
    })
    if ('refused' in answer) {
      const { row, column, refused } = answer
      throw new Error(`sql: ${row && column ? `${row}:${column}: ` : ''}${refused}`)
    }
    if (json) printJson(answer)
    else if (csv) process.stdout.write(consoleCsv(answer))
    else print(inColumns(answer))
  })
  return 0
}

function inColumns({ columns, rows, more }: ConsoleRows): string {
  const numbers = columns.flatMap((_, at) => (rows.some((row) => typeof row[at] === 'number') ? [at] : []))
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))))
  const table = aligned([columns.map(({ name }) => name), ...cells], { right: numbers })
  return more ? `${table}\nmore rows than these ${rows.length}; count or narrow in the query` : table
}
