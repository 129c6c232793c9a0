import {
  type AuditFinding,
  type Codebook,
  didYouMean,
  type Problem,
  type PublishedCell,
  type PublishedTable,
  type Study,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import type { Edition } from './edition.ts'
import { remembered } from './remembered.ts'
import type { Provenance } from './build.ts'
import { withoutNulls } from './without-nulls.ts'

export type SourceFile = { path: string; sha256: string; bytes: number }

/** The studies of an edition in the order of their folders, those of invented rows after all others. */
export function listStudies(edition: Edition): Promise<Study[]> {
  return readStudies(edition)
}

const readStudies = remembered(async (edition) => {
  const found = await edition.query<{ definition: string }>('SELECT definition FROM study ORDER BY "order"')
  const studies = found.map(({ definition }) => JSON.parse(definition) as Study)
  return studies.sort((a, b) => Number(a.synthetic) - Number(b.synthetic))
})

/** @throws `unknown study: kora-2071 (did you mean kora-2017?)` */
export async function getStudy(edition: Edition, id: string): Promise<Study> {
  const studies = await listStudies(edition)
  const study = studies.find((study) => study.id === id)
  if (study) return study
  throw new Error(
    `unknown study: ${id}${didYouMean(
      id,
      studies.map(({ id }) => id),
    )}`,
  )
}

/** @throws `unknown study: …` */
export async function getCodebook(edition: Edition, study: string): Promise<Codebook> {
  await getStudy(edition, study)
  return readCodebook(edition, study)
}

const readCodebook = remembered(async (edition, study): Promise<Codebook> => {
  const found = await edition.query<{ definition: string }>(
    'SELECT definition FROM variable WHERE study = $study ORDER BY "order"',
    { study },
  )
  return { study, variables: found.map(({ definition }) => JSON.parse(definition) as Variable) }
})

/**
 * The variable of that name, or that has it as another name.
 *
 * @throws `unknown variable: screning (did you mean screening?)`
 */
export function getVariable({ variables }: Codebook, id: string): Variable {
  const found =
    variables.find((variable) => variable.id === id) ?? variables.find(({ aliases }) => aliases?.includes(id))
  if (found) return found
  throw new Error(
    `unknown variable: ${id}${didYouMean(
      id,
      variables.map((variable) => variable.id),
    )}`,
  )
}

export function listPublishedTables(edition: Edition, study: string): Promise<PublishedTable[]> {
  return readPublishedTables(edition, study)
}

const readPublishedTables = remembered(async (edition, study) => {
  const found = await edition.query<{ definition: string }>(
    'SELECT definition FROM published_table WHERE study = $study ORDER BY "order"',
    { study },
  )
  return found.map(({ definition }) => JSON.parse(definition) as PublishedTable)
})

/** The printed cells of one table, or of all of a study's. */
export async function listPublishedCells(
  edition: Edition,
  study: string,
  table?: string,
): Promise<PublishedCell[]> {
  const found = await edition.query<Omit<PublishedCell, 'at'> & { at: string }>(
    `SELECT * EXCLUDE (study) FROM published_cell
     WHERE study = $study AND ($table::VARCHAR IS NULL OR "table" = $table) ORDER BY file, line, "order"`,
    { study, table: table ?? null },
  )
  return found.map((cell) => withoutNulls({ ...cell, at: JSON.parse(cell.at) as Record<string, string> }))
}

export async function listAuditFindings(edition: Edition, study: string): Promise<AuditFinding[]> {
  const found = await edition.query<Omit<AuditFinding, 'reason'> & { reason: string }>(
    'SELECT * EXCLUDE (study) FROM audit_finding WHERE study = $study ORDER BY rowid',
    { study },
  )
  return found.map((finding) =>
    withoutNulls({ ...finding, reason: JSON.parse(finding.reason) as AuditFinding['reason'] }),
  )
}

/** What was wrong with the study's files without keeping them out of the edition. */
export async function listProblems(edition: Edition, study: string): Promise<Problem[]> {
  const found = await edition.query<{ definition: string }>(
    'SELECT definition FROM problem WHERE study = $study ORDER BY rowid',
    { study },
  )
  return found.map(({ definition }) => JSON.parse(definition) as Problem)
}

export async function listSourceFiles(edition: Edition, study: string): Promise<SourceFile[]> {
  return edition.query('SELECT path, sha256, bytes FROM source_file WHERE study = $study ORDER BY path', {
    study,
  })
}

/**
 * A file as it was when the edition was made; without content if it was uploaded, holds interviews or is very big: of those
 * an edition knows the hash. The files of a study that is not open hold its rows: then a viewer must be
 * named, and one who may not see rows gets only what describes the study and what was printed.
 *
 * @throws `unknown file: kora-2017/units/x.csv`, `no rows: units/x.csv of round-2 is for those with the right to its rows`,
 *   `viewer: expected one, since round-2 is not open; found none`
 */
export async function getSourceFile(
  edition: Edition,
  study: string,
  path: string,
  viewer?: Viewer,
): Promise<SourceFile & { content: Uint8Array | null }> {
  const { rows } = checkedViewer(await getStudy(edition, study), viewer)
  if (!rows && !describesStudy(path))
    throw new Error(`no rows: ${path} of ${study} is for those with the right to its rows`)
  const [file] = await edition.query<SourceFile & { content: Uint8Array | null }>(
    'SELECT path, sha256, bytes, content FROM source_file WHERE study = $study AND path = $path',
    { study, path },
  )
  if (!file) throw new Error(`unknown file: ${study}/${path}`)
  return file
}

/** For every table of the edition: the step, code version and inputs that made it. */
export async function listProvenance(edition: Edition): Promise<Provenance[]> {
  const found = await edition.query<Omit<Provenance, 'inputs'> & { inputs: string }>(
    'SELECT "table", step, code_version AS "codeVersion", inputs FROM provenance ORDER BY "table"',
  )
  return found.map((row) => ({ ...row, inputs: JSON.parse(row.inputs) as Record<string, string> }))
}

/** Does a file say what the study is, or what was printed, and hold none of its rows? */
export function describesStudy(path: string): boolean {
  return /^(published\/.*|instruments\/.*|(study|codebook|codes|indicators|checks)\.yaml|README\.md|thresholds\.csv|.*\.sql)$/.test(
    path,
  )
}
