import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { variablesOf, literal, withDatabase, withDelimited } from '@pejling/warehouse'
import { check } from '../src/check/check.ts'
import { columnsOf } from '../src/column.ts'
import { loadUnit } from '../src/load-unit.ts'
import { read } from '../src/read.ts'
import { bareTypes, makeSentFile, sentFile } from './sent-file.ts'

/**
 * A made-up Danish file of a million rows by 40 columns: from the stored bytes to the checked staged table, beside DuckDB's
 * bare typed reading of the same file, each in a process of its own, in turn, best of three. Processor time is what other
 * work on the machine disturbs least.
 *
 * `node pipelines/survey/bench/checked.ts [rows]`
 */
type Cost = { wall: number; processor: number; memory: number }

const [first, folder] = process.argv.slice(2)
const measures: Record<string, () => Promise<void>> = {
  bare,
  read: readOnly,
  check: checkOnly,
  load: loadAll,
}

if (folder) console.log(JSON.stringify(await cost(measures[first])))
else await compare(Number(first ?? 1_000_000))

async function compare(rows: number): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'pejling-checked-'))
  try {
    await makeSentFile(place, rows)
    const { size } = await stat(join(place, 'child.csv'))
    console.log(`${rows} rows by 40 columns, ${(size / 1e6).toFixed(0)} MB`)
    const found: Record<string, Cost[]> = {}
    for (let turn = 0; turn < 3; turn++)
      for (const what of Object.keys(measures)) {
        const out = execFileSync(process.execPath, [import.meta.filename, what, place], { encoding: 'utf8' })
        found[what] = [...(found[what] ?? []), JSON.parse(out) as Cost]
      }
    const best = (what: string, of: keyof Cost) => Math.min(...found[what].map((one) => one[of]))
    for (const what of Object.keys(measures))
      console.log(
        `${what.padEnd(6)} ${best(what, 'wall').toFixed(2)} s, processor ${best(what, 'processor').toFixed(2)} s, ` +
          `${best(what, 'memory').toFixed(0)} MB; to bare ${(best(what, 'processor') / best('bare', 'processor')).toFixed(2)} in processor time, ` +
          `${(best(what, 'wall') / best('bare', 'wall')).toFixed(2)} on the clock`,
      )
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function cost(work: () => Promise<void>): Promise<Cost> {
  const [start, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return {
    wall: (performance.now() - start) / 1000,
    processor: (user + system) / 1e6,
    memory: process.resourceUsage().maxRSS / 1024,
  }
}

/** DuckDB alone, told every type and every word beforehand. */
async function bare(): Promise<void> {
  const { file, codebook } = sentFile(folder)
  const types = Object.entries(bareTypes(codebook)).map(
    ([name, type]) => `${literal(name)}: ${literal(type)}`,
  )
  await withDatabase(async (connection) => {
    await connection.run(
      `CREATE TABLE bare AS SELECT * FROM read_csv(${literal(file)}, delim = ';', header = true, auto_detect = false,
         decimal_separator = ',', dateformat = '%d-%m-%Y', columns = {${types.join(', ')}})`,
    )
  })
}

/** Read only: the staged table, nothing checked. */
async function readOnly(): Promise<void> {
  await staged(false)
}

/** Read and checked, as an upload is before it is written. */
async function checkOnly(): Promise<void> {
  await staged(true)
}

async function staged(isChecked: boolean): Promise<void> {
  const { file, study, codebook, parents } = sentFile(folder)
  const unit = study.units.find(({ id }) => id === 'child')!
  await withDatabase((connection) =>
    withDelimited(file, { delimiter: ';' }, async (delimited) => {
      const columns = columnsOf(variablesOf(study, codebook, unit), delimited.columns, { instruments: [] })
      const { words, problems } = await read(connection, file, delimited, columns)
      const found = isChecked
        ? await check(connection, {
            ...{ path: 'child.csv', study, unit, delimited, columns, words, loaded: parents, rowRules: [] },
          })
        : []
      if (problems.length + found.length > 0) throw new Error(JSON.stringify([...problems, ...found]))
    }),
  )
}

/** All of it: read, checked and written as Parquet. */
async function loadAll(): Promise<void> {
  const { file, study, codebook, parents } = sentFile(folder)
  const unit = study.units.find(({ id }) => id === 'child')!
  const given = { study, codebook, unit, file, path: 'child.csv', loaded: parents }
  const { problems } = await loadUnit({ ...given, output: join(folder, 'rows.parquet') })
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
}
