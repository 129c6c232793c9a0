import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openHome, run, withHouse } from '@pejling/runner'
import { disclosureProof, openEdition, type ProvenTable } from '@pejling/warehouse'
import { copyClosed } from '../global-setup.ts'
import { type Counts, tablesAlike } from './tables-alike.ts'

const from = resolve(import.meta.dirname, '../../../../data/studies/kora-2017-synthetic')
export const study = 'lukkede-raekker'
/** What institutions answered: each is crossed with the model of their municipality. */
export const answers = ['screening', 'small_groups', 'analysis_tools']
const model = 'funding_model'

/** One and the same round as it may have been: a whole edition, run from its files. */
export type World = { file: string; hash: string; tables: ProvenTable[] }

/**
 * The made-up round as if it were somebody's, in worlds that differ in nothing but counts that are hidden: each hidden
 * count of each answer differs by the threshold between two of them.
 */
export async function buildWorlds(): Promise<{ worlds: World[]; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-worlds-'))
  const { DATABASE_URL: _, PEJLING_DATA: __, ...clean } = process.env
  const environment = { ...clean, PEJLING_HOME: join(folder, 'home') }
  const rows = await readFile(join(from, 'units/institution.csv'), 'utf8')
  const models = await readFile(join(from, 'units/municipality.csv'), 'utf8')
  const worlds: World[] = []
  await withHouse(async ({ home, ledger }) => {
    const build = async (text: string) => {
      const name = `world-${worlds.length}`
      await copyClosed(from, join(folder, name, study))
      await writeFile(join(folder, name, study, 'units/institution.csv'), text)
      const made = await run(await openHome({ ...environment, PEJLING_DATA: join(folder, name) }), ledger)
      if (!made.edition) throw new Error(`worlds: expected an edition, found none of ${name}`)
      const file = join(home.editions, `${made.edition}.duckdb`)
      const edition = await openEdition(file)
      const proof = await disclosureProof(edition, study)
      await edition.close()
      const tables = proof.tables.filter(({ x, y }) => answers.some((answer) => answer === x || answer === y))
      worlds.push({ file, hash: made.edition, tables })
      return proof.together
    }
    const together = await build(rows)
    const alike = worlds[0].tables.map((table) => ({ table, found: tablesAlike(table, together) }))
    const most = Math.max(...alike.map(({ found }) => found.length))
    for (let at = 1; at < most; at++) {
      const world = alike.reduce(
        (text, { table, found }) => dealtAnew(text, models, table, found[at % found.length]),
        rows,
      )
      await build(world)
    }
  }, environment)
  return { worlds, close: () => rm(folder, { recursive: true, force: true }) }
}

/** The institutions' file with one answer dealt out so that its table is that one; whoever can keep an answer keeps it. */
function dealtAnew(text: string, municipalities: string, table: ProvenTable, counts: Counts): string {
  const [header, ...lines] = split(text)
  const modelOf = new Map(split(municipalities).map((line) => [line[0], line[1]]))
  const turned = table.x !== model
  const at = header.indexOf(turned ? table.x : table.y)
  const [models, values] = turned ? [table.columns, table.rows] : [table.rows, table.columns]
  for (const [i, name] of models.entries()) {
    const stock = values.flatMap((value, j) => {
      const n = turned ? counts[j][i] : counts[i][j]
      return value === 'missing' ? [] : Array<string>(n).fill(value)
    })
    const own = lines.filter((line) => modelOf.get(line[1]) === name && line[at] !== '')
    const homeless = own.filter((line) => {
      const kept = stock.indexOf(line[at])
      if (kept >= 0) stock.splice(kept, 1)
      return kept < 0
    })
    for (const line of homeless) line[at] = stock.pop()!
  }
  return `${[header, ...lines].map((line) => line.join(',')).join('\n')}\n`
}

function split(text: string): string[][] {
  const comma = /,(?=(?:[^"]*"[^"]*")*[^"]*$)/
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(comma))
}
