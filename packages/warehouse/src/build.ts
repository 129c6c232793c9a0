import type { Codebook, Indicator, Problem, PublishedTable, Study, StudyCheck } from '@pejling/indicators'
import { buildBeside } from './build-beside.ts'
import { checkEdition } from './check-edition.ts'
import type { Connection, Limits } from './database.ts'
import { editionTables } from './edition-tables.ts'
import { identifier, literal } from './identifier.ts'
import { storeTableContents } from './table-content.ts'
import { addUnits } from './build-units.ts'
import { copySource, copyStudy, copyUnits, other } from './copy-study.ts'
import { addSource, pathsThere, sourceFileTable } from './source-file.ts'
import { addInterviews, createInterviewTables, type InterviewParts } from './interviews/build-interviews.ts'
import { clearTaken, type Earlier, worthTaking } from './take-over.ts'
import { type UnitPart, unitPartTable } from './unit-part.ts'
import { createMissingType } from './unit-table.ts'

/** Which step made a table of the edition, from what. */
export type Provenance = {
  table: string
  step: string
  codeVersion: string
  /** What went in: file paths or steps, with their hashes. */
  inputs: Record<string, string>
}

export type StudyContent = {
  study: Study
  codebook: Codebook
  tables: PublishedTable[]
  problems: Problem[]
  /** Per unit id, as `pipelines/survey` and the derive steps write them; of a unit with rounds in period order. */
  units: Record<string, UnitPart[]>
  indicators?: Indicator[]
  checks?: StudyCheck[]
  /** Parquet of what the checks found, as `pipelines/derive` writes it. */
  checkResults?: string
  /** Parquet of cells and of findings, as `pipelines/published` writes them; missing if nothing was published. */
  cells?: string
  findings?: string
  /** Its coded interviews and the values made of them. */
  interviews?: InterviewParts
  /** The study's files as received. */
  files: SourceContent[]
}

/**
 * A file as received: its path in the study's folder, its SHA-256, and its bytes or the place to read them from (`live`:
 * from the edition of `kept`). Of one larger than `largestContent` only path, hash and size are kept, and so they are of
 * one that says only its size (`bytes`).
 */
export type SourceContent = { path: string; sha256: string } & (
  { content: Uint8Array } | { file: string } | { live: true } | { bytes: number }
)

export type EditionContent = {
  hash: string
  codeVersion: string
  studies: StudyContent[]
  provenance: Provenance[]
  /** Studies that are taken over as they are from another edition's file. */
  kept?: { file: string; studies: string[] }
}

/**
 * Builds an edition beside whatever is live: into `<file>.building`, checked, fsynced, then renamed to `file`. A kill at
 * any moment leaves either no file of that name or a whole one. Where an earlier edition `from` is big, rows that are
 * still the same are taken over from it and not loaded again.
 *
 * @throws `edition check: …` if what was written is not what went in
 */
export async function buildEdition(
  file: string,
  content: EditionContent,
  limits: Limits = {},
  earlier: Earlier = {},
): Promise<void> {
  const from = await worthTaking(earlier, limits)
  await buildBeside(
    file,
    (connection) => fill(connection, content, from !== undefined),
    (connection) => checkEdition(connection, content),
    limits,
    from,
  )
}

async function fill(
  connection: Connection,
  { hash, codeVersion, studies, provenance, kept }: EditionContent,
  isTakenOver: boolean,
): Promise<void> {
  const names = [...studies.map(({ study }) => study.id), ...(kept?.studies ?? [])].sort()
  if (isTakenOver) await clearTaken(connection, names, studies)
  else await connection.run(`${createMissingType};${unitPartTable};${sourceFileTable};`)
  await connection.run(editionTables)
  await createInterviewTables(connection)
  await connection.run('INSERT INTO edition VALUES ($hash, $codeVersion)', { hash, codeVersion })
  for (const content of studies) await addStudy(connection, names.indexOf(content.study.id), content)
  if (kept) await takeFrom(connection, kept, studies, names, isTakenOver)
  for (const { table, step, codeVersion, inputs } of provenance)
    await connection.run('INSERT INTO provenance VALUES ($table, $step, $codeVersion, $inputs)', {
      table,
      step,
      codeVersion,
      inputs: JSON.stringify(inputs),
    })
  await storeTableContents(connection)
  await connection.run('CHECKPOINT')
}

/** What comes from another edition is taken last: while that is attached, its types would be found for ours. */
async function takeFrom(
  connection: Connection,
  kept: NonNullable<EditionContent['kept']>,
  studies: StudyContent[],
  names: string[],
  isTakenOver: boolean,
): Promise<void> {
  await connection.run(`ATTACH ${literal(kept.file)} AS ${identifier(other)} (READ_ONLY)`)
  for (const name of kept.studies) {
    await copyStudy(connection, names.indexOf(name), name)
    if (!isTakenOver) await copyUnits(connection, name)
  }
  for (const { study, files } of studies) {
    const there = await pathsThere(connection, study.id)
    for (const file of files)
      if ('live' in file && !there.has(file.path)) await copySource(connection, study.id, file)
  }
  await connection.run(`DETACH ${identifier(other)}`)
}

async function addStudy(connection: Connection, order: number, content: StudyContent): Promise<void> {
  const { study, codebook, tables, problems, files } = content
  await connection.run('INSERT INTO study VALUES ($id, $order, $definition)', {
    id: study.id,
    order,
    definition: JSON.stringify(study),
  })
  for (const [order, variable] of codebook.variables.entries())
    await connection.run('INSERT INTO variable VALUES ($study, $order, $id, $unit, $definition)', {
      study: study.id,
      order,
      id: variable.id,
      unit: variable.unit,
      definition: JSON.stringify(variable),
    })
  for (const [order, table] of tables.entries())
    await connection.run('INSERT INTO published_table VALUES ($study, $order, $id, $definition)', {
      study: study.id,
      order,
      id: table.id,
      definition: JSON.stringify(table),
    })
  await addDefinitions(connection, 'indicator', study.id, content.indicators)
  await addDefinitions(connection, 'study_check', study.id, content.checks)
  for (const problem of problems)
    await connection.run('INSERT INTO problem VALUES ($study, $definition)', {
      study: study.id,
      definition: JSON.stringify(problem),
    })
  const there = await pathsThere(connection, study.id)
  for (const file of files)
    if (!('live' in file) && !there.has(file.path)) await addSource(connection, study.id, file)
  if (content.checkResults)
    await connection.run(
      `INSERT INTO check_result BY NAME SELECT * FROM read_parquet(${literal(content.checkResults)})`,
    )
  if (content.cells) await copy(connection, 'published_cell', study.id, content.cells)
  if (content.findings) await copy(connection, 'audit_finding', study.id, content.findings)
  if (content.interviews) await addInterviews(connection, study.id, content.interviews)
  await addUnits(connection, study, codebook, content.units)
}

async function addDefinitions(
  connection: Connection,
  table: 'indicator' | 'study_check',
  study: string,
  definitions: readonly { id: string }[] = [],
): Promise<void> {
  for (const [order, definition] of definitions.entries())
    await connection.run(`INSERT INTO ${table} VALUES ($study, $order, $id, $definition)`, {
      ...{ study, order, id: definition.id },
      definition: JSON.stringify(definition),
    })
}

async function copy(connection: Connection, table: string, study: string, file: string): Promise<void> {
  await connection.run(
    `INSERT INTO ${table} BY NAME SELECT ${literal(study)} AS study, * FROM read_parquet(${literal(file)})`,
  )
}
