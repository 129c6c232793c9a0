import { createHash } from 'node:crypto'
import { appendFile, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ParsedStudy, parseStudyFolder, type Study, unitFiles } from '@pejling/indicators'
import { loadUnit } from '@pejling/pipeline-survey'
import {
  answer,
  buildEdition,
  identifier,
  listSourceFiles,
  literal,
  openEdition,
  rows,
  type UnitPart,
  withDatabase,
} from '@pejling/warehouse'
import { makeSample } from '../src/sample/make-sample.ts'

/** Seconds on the clock and of processor. */
export type Time = { wall: number; processor: number }
/** What one size of sample costs; memory in MB, `crosstab` and `groupBy` in milliseconds. */
export type Measured = {
  rows: number
  rounds: number
  bytes: number
  bare: Time
  build: Time
  memory: number
  change: Time
  crosstab: number
  groupBy: number
}

const study = 'rounds-synthetic'
const [what, folder, size] = process.argv.slice(2)
const { institutions, children, rounds } = JSON.parse(size) as Record<string, number>
const home = join(folder, study)
const editions = [join(folder, 'first.duckdb'), join(folder, 'second.duckdb')]

const measures: Record<string, () => Promise<Partial<Measured>>> = {
  async make() {
    await makeSample(folder, study, { institutions, children, rounds, seed: 1 })
    const sizes = await Promise.all(
      (await pathsOf()).map(async (path) => (await stat(join(home, path))).size),
    )
    return { rounds, rows: (institutions + children) * rounds, bytes: sizes.reduce((a, b) => a + b) }
  },
  async bare() {
    const parsed = await parse()
    return { bare: await readBare(parsed) }
  },
  async build() {
    const build = await timed(async () => buildAll(await parse(), editions[0]))
    return { build, memory: process.resourceUsage().maxRSS / 1024 }
  },
  async change() {
    const parsed = await parse()
    const { id } = parsed.rounds[Math.floor(rounds / 2)]
    const path = `rounds/${id}/child.csv`
    const [, row] = (await readFile(join(home, path), 'utf8')).split('\n', 2)
    await appendFile(join(home, path), `${row.replace(/^[^;]*/, 'B9999999')}\n`)
    return { change: await timed(() => buildAll(parsed, editions[1], { changed: id, from: editions[0] })) }
  },
  async crosstab() {
    const edition = await openEdition(editions[0])
    const table = `"study ${study}".child`
    try {
      const ask = () =>
        answer(edition, { study, x: 'home_language', y: 'language_band', where: [] }).then(() => undefined)
      const bare = () =>
        edition
          .query(`SELECT home_language, language_band, count(*) FROM ${table} GROUP BY ALL`)
          .then(() => undefined)
      return { crosstab: await median(ask), groupBy: await median(bare) }
    } finally {
      await edition.close()
    }
  },
}
/** DuckDB alone, told every type beforehand: categories as ENUMs of the words of the files, numbers as numbers. */
async function readBare({ rounds }: ParsedStudy): Promise<Time> {
  return withDatabase(async (connection) => {
    const options = `delim = ';', header = true, decimal_separator = ','`
    const reads: string[] = []
    for (const unit of ['institution', 'child'])
      for (const version of new Set(rounds.map((round) => round.version))) {
        const files = rounds
          .filter((round) => round.version === version)
          .map(({ id }) => literal(join(home, `rounds/${id}/${unit}.csv`)))
        const found = await rows<{ column_name: string; column_type: string }>(
          connection,
          `DESCRIBE SELECT * FROM read_csv([${files.join(', ')}], ${options}, sample_size = 100000)`,
        )
        const types: string[] = []
        for (const { column_name: name, column_type: type } of found) {
          const words = await rows<{ word: string }>(
            connection,
            `SELECT DISTINCT ${identifier(name)} AS word
             FROM read_csv([${files.join(', ')}], ${options}, all_varchar = true) WHERE word IS NOT NULL LIMIT 30`,
          )
          const isCoded = type === 'VARCHAR' && words.length < 30
          const bare = isCoded ? `ENUM(${words.map(({ word }) => literal(word)).join(', ')})` : type
          types.push(`${literal(name)}: ${literal(bare)}`)
        }
        for (const file of files)
          reads.push(
            `CREATE OR REPLACE TABLE bare AS
             SELECT * FROM read_csv(${file}, ${options}, auto_detect = false, columns = {${types.join(', ')}})`,
          )
      }
    return timed(async () => {
      for (const read of reads) await connection.run(read)
    })
  })
}

/** Every step of a build by itself; where one round has changed, its steps only, and the edition from the one before. */
async function buildAll(
  { study: read, codebook, rounds, instruments }: ParsedStudy,
  file: string,
  { changed, from }: { changed?: string; from?: string } = {},
): Promise<void> {
  const units: Record<string, UnitPart[]> = {}
  const paths = await pathsOf()
  for (const place of unitFiles(read!, rounds, paths)) {
    const unit = (read as Study).units.find(({ id }) => id === place.unit)!
    const round = rounds.find(({ id }) => id === place.round)
    const output = join(folder, `${place.round ?? 'all'} ${unit.id}.parquet`)
    const loaded = Object.entries(units).flatMap(([id, parts]) =>
      parts.filter((part) => !part.round || part.round === place.round).map(({ rows }) => [id, rows]),
    )
    const path = join(home, place.path)
    if (changed === undefined || changed === place.round)
      await loadUnit({
        ...{ study: read!, codebook, unit, round, instruments, file: path, path: place.path, output },
        loaded: Object.fromEntries(loaded),
      })
    units[unit.id] = [...(units[unit.id] ?? []), { round: place.round, rows: output }]
  }
  const known = from === undefined ? new Map<string, string>() : await knownFiles(from)
  const files = await Promise.all(
    paths.map(async (path) => {
      const sha256 = path.startsWith(`rounds/${changed}/`) ? undefined : known.get(path)
      if (sha256 !== undefined) return { path, sha256, live: true as const }
      const file = join(home, path)
      return {
        path,
        file,
        sha256: createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      }
    }),
  )
  const content = { study: read!, codebook, tables: [], problems: [], units, files }
  const kept = from === undefined ? undefined : { file: from, studies: [] }
  const whole = { hash: 'bench', codeVersion: '1', studies: [content], provenance: [], kept }
  await buildEdition(file, whole, {}, { from, fewest: 1 })
}

/** What the runner knows of files nobody has touched. */
async function knownFiles(file: string): Promise<Map<string, string>> {
  const edition = await openEdition(file)
  try {
    const files = await listSourceFiles(edition, study)
    return new Map(files.map(({ path, sha256 }) => [path, sha256]))
  } finally {
    await edition.close()
  }
}

async function parse(): Promise<ParsedStudy> {
  const files = await Promise.all(
    (await pathsOf()).map(async (path) => ({
      path,
      text:
        path.endsWith('.csv') && path.startsWith('rounds/') ? '' : await readFile(join(home, path), 'utf8'),
    })),
  )
  return parseStudyFolder(files)
}

async function pathsOf(): Promise<string[]> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1))
}

async function timed(work: () => Promise<void>): Promise<Time> {
  const [start, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 }
}

async function median(work: () => Promise<void>): Promise<number> {
  await work()
  const times: number[] = []
  for (let i = 0; i < 9; i++) times.push((await timed(work)).wall * 1000)
  return times.sort((a, b) => a - b)[4]
}

console.log(JSON.stringify(await measures[what]()))
