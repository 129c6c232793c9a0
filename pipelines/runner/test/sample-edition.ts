import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseStudyFolder, type Problem, readCsv, unitFiles } from '@pejling/indicators'
import { loadUnit } from '@pejling/pipeline-survey'
import { buildEdition, type Edition, openEdition, type StudyContent, type UnitPart } from '@pejling/warehouse'
import { makeSample } from '../src/sample/make-sample.ts'

export const study = 'rounds-synthetic'

export type SampleEdition = {
  edition: Edition
  problems: Problem[]
  /** Texts of a file as records by column name, read by nothing that the pipelines use to read rows. */
  records: (path: string) => Promise<Record<string, string>[]>
  close: () => Promise<void>
}

/** A made-up study with rounds in a folder of its own, and what its files become by the survey pipeline. */
export async function sampleContent(
  home: string,
  rounds: number,
): Promise<{ folder: string; content: StudyContent }> {
  const folder = await makeSample(home, study, { institutions: 40, children: 160, rounds, seed: 1 })
  return { folder, content: await readSample(home, folder) }
}

/** The study's folder as it is now, through the survey pipeline. */
export async function readSample(home: string, folder: string): Promise<StudyContent> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  )
  const parsed = parseStudyFolder(files)
  const units: Record<string, UnitPart[]> = {}
  const problems = [...parsed.problems]
  const outputs = await mkdtemp(join(home, 'outputs-'))
  for (const place of unitFiles(parsed.study!, parsed.rounds, paths)) {
    const unit = parsed.study!.units.find(({ id }) => id === place.unit)!
    const round = parsed.rounds.find(({ id }) => id === place.round)
    const known = Object.entries(units).flatMap(([id, parts]) =>
      parts.filter((part) => !part.round || part.round === place.round).map(({ rows }) => [id, rows]),
    )
    const rows = join(outputs, `${place.round ?? 'no round'} ${unit.id}.parquet`)
    const found = await loadUnit({
      ...{ study: parsed.study!, codebook: parsed.codebook, unit, round, instruments: parsed.instruments },
      ...{
        file: join(folder, place.path),
        path: place.path,
        loaded: Object.fromEntries(known),
        output: rows,
      },
    })
    problems.push(...found.problems)
    units[unit.id] = [...(units[unit.id] ?? []), { round: place.round, rows }]
  }
  const received = files.map(({ path, text }) => {
    const sha256 = createHash('sha256').update(text).digest('hex')
    return { path, sha256, content: Buffer.from(text) }
  })
  return { study: parsed.study!, codebook: parsed.codebook, tables: [], problems, units, files: received }
}

/** A made-up study with rounds as an edition. */
export async function sampleEdition(rounds = 4): Promise<SampleEdition> {
  const home = await mkdtemp(join(tmpdir(), 'pejling-rounds-'))
  const { folder, content } = await sampleContent(home, rounds)
  const file = join(home, 'edition.duckdb')
  await buildEdition(file, { hash: 'abc', codeVersion: '1', studies: [content], provenance: [] })
  const edition = await openEdition(file)
  return {
    ...{ edition, problems: content.problems },
    async records(path) {
      const [header, ...lines] = readCsv(await readFile(join(folder, path), 'utf8'), ';').records
      return lines.map(({ fields }) => Object.fromEntries(header.fields.map((name, i) => [name, fields[i]])))
    },
    async close() {
      await edition.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
