import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Problem, problemLine } from '@pejling/indicators'
import type { Received } from '@pejling/receive'
import { type Connection, type Delimited, literal, variablesOf, withDatabase } from '@pejling/warehouse'
import { columnsOf } from '../src/column.ts'
import { loadUnit, readUnit, type UnitFile } from '../src/load-unit.ts'
import { read } from '../src/read.ts'
import { withFile } from '../src/with-file.ts'
import { bareTypes, makeSentFile, sentFile } from './sent-file.ts'

/**
 * A made-up Danish file of a million rows by 40 columns: from the stored bytes to the checked staged table, beside DuckDB's
 * bare typed reading of the same file, each in a process of its own, in turn, best of the turns (three). Processor time is what other
 * work on the machine disturbs least.
 *
 * `node pipelines/survey/bench/checked.ts [rows [turns]]`
 */
type Cost = { wall: number; processor: number; memory: number }

const [first = '', second] = process.argv.slice(2)
const measures: Record<string, () => Promise<void>> = {
  bare,
  read: readOnly,
  check: checkOnly,
  load: loadAll,
}
const folder = first in measures ? second : ''

if (folder) console.log(JSON.stringify(await cost(measures[first])))
else await compare(Number(first || 1_000_000), Number(second ?? 3))

async function compare(rows: number, turns: number): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'pejling-checked-'))
  try {
    await makeSentFile(place, rows)
    const { size } = await stat(join(place, 'child.csv'))
    console.log(`${rows} rows by 40 columns, ${(size / 1e6).toFixed(0)} MB`)
    const found: Record<string, Cost[]> = {}
    for (let turn = 0; turn < turns; turn++)
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

/** Received and read: the staged table, nothing checked. */
async function readOnly(): Promise<void> {
  await withUnit(async (connection, given, delimited) => {
    const { study, codebook, unit } = given
    const columns = columnsOf(variablesOf(study, codebook, unit), delimited.columns, { instruments: [] })
    const { problems } = await read(connection, given.path, delimited, columns)
    return problems
  })
}

/** Received, read and checked, as an upload is before it is written. */
async function checkOnly(): Promise<void> {
  await withUnit(async (connection, given, delimited, received) => {
    const { problems } = await readUnit(connection, given, delimited, received)
    return problems
  })
}

/** All of it: received, read, checked and written as Parquet. */
async function loadAll(): Promise<void> {
  const { problems } = await loadUnit(upload())
  none(problems)
}

async function withUnit(
  work: (
    connection: Connection,
    given: UnitFile,
    delimited: Delimited,
    received?: Received,
  ) => Promise<Problem[]>,
): Promise<void> {
  const given = upload()
  const { problems, result = [] } = await withDatabase((connection) =>
    withFile(given, (delimited, received) => work(connection, given, delimited, received)),
  )
  none([...problems, ...result])
}

function upload(): UnitFile {
  const { file, study, codebook, parents } = sentFile(folder)
  const unit = study.units.find(({ id }) => id === 'child')!
  return {
    ...{ study, codebook, unit, file, path: 'child.csv', loaded: parents, reading: {} },
    output: join(folder, 'rows.parquet'),
  }
}

function none(problems: Problem[]): void {
  if (problems.length > 0) throw new Error(problems.map(problemLine).join('\n'))
}
