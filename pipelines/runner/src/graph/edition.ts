import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { holdsInterviews, quantifyStep, type Round } from '@pejling/indicators'
import type { EditionContent, InterviewParts, Provenance, SourceContent, UnitPart } from '@pejling/warehouse'
import { editionFile, type Home } from '../home.ts'
import { unitRows } from '../steps/unit-rows.ts'
import type { StudyFile } from '../study-folder.ts'
import type { KindName } from './kinds.ts'
import type { Planned } from './plan.ts'
import { spill, sync, type StepOutput } from './step-cache.ts'
import type { PlannedStep, WorkGiven } from './step.ts'

/**
 * Lets an edition be built in a folder of its own and puts its file in place: a kill or a power cut leaves either no file
 * of that name or a whole one. An edition that is there already is never replaced, but compared.
 *
 * @returns the tables that came out differently although all that went in was the same
 */
export async function makeEdition(
  file: string,
  work: (folder: string) => Promise<unknown>,
): Promise<string[]> {
  const making = file.replace(/\.duckdb$/, `.${process.pid}.making`)
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true })
  try {
    await work(making)
    const made = join(making, 'edition.duckdb')
    if (await isThere(file)) return await differentTables(file, made)
    await rename(made, file)
    await sync(dirname(file))
    return []
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem
    return false
  }
}

async function differentTables(before: string, now: string): Promise<string[]> {
  const { listTableContents, openEdition } = await import('@pejling/warehouse')
  const contents = []
  for (const file of [before, now]) {
    const edition = await openEdition(file, { connections: 1 })
    try {
      const tables = await listTableContents(edition)
      contents.push(new Map(tables.map(({ study, table, hash }) => [`${study} ${table}`, hash])))
    } finally {
      await edition.close()
    }
  }
  const [was, is] = contents
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((table) => was.get(table) !== is.get(table))
    .sort()
}

/** What the work of the step `edition` is given. */
export function editionGiven(
  home: Home,
  { plan, contents, steps, codes }: Planned,
  outputs: Map<string, StepOutput>,
  { folder, limits }: { folder: string; limits: WorkGiven['limits'] },
): WorkGiven {
  const studies = contents.map(({ folder: { id, files }, parsed }) => {
    const own = steps.filter(({ study }) => study === id)
    const published = outputs.get(`published/${id}`)?.files
    return {
      ...{
        study: parsed.study,
        codebook: parsed.codebook,
        tables: parsed.tables,
        units: unitsOf(own, outputs),
      },
      ...{ indicators: parsed.indicators, checks: parsed.checks },
      checkResults: outputs.get(`check/${id}`)?.files['checks.parquet'],
      problems: [...parsed.problems, ...own.flatMap(({ name }) => outputs.get(name)!.problems)],
      ...{ cells: published?.['cells.parquet'], findings: published?.['findings.parquet'] },
      interviews: interviewsOf(id, parsed.rounds, outputs),
      files: files.map(sourceOf),
    }
  })
  const content: EditionContent = {
    ...{ hash: plan.hash!, codeVersion: codes.edition.version, studies },
    provenance: steps.map(provenanceOf),
    ...(plan.live === undefined || !needsLive(plan.untouched, contents)
      ? {}
      : { kept: { file: editionFile(home, plan.live), studies: plan.untouched } }),
  }
  return {
    ...{ name: 'edition', study: '', files: {}, outputs: {}, folder },
    limits: { ...limits, spill: join(folder, spill) },
    parameters: { content: content as never, live: plan.live && editionFile(home, plan.live) },
  }
}

/** What was uploaded, and coded interviews, may name persons: an edition knows them by their hashes. */
function sourceOf({ path, sha256, bytes, file, older, upload }: StudyFile): SourceContent {
  if (older) return { path, sha256, live: true }
  const isNamed = upload !== undefined || holdsInterviews(path)
  return isNamed ? { path, sha256, bytes } : { path, sha256, file }
}

/** Each unit's rows, round by round, with what was derived beside them. */
function unitsOf(steps: PlannedStep[], outputs: Map<string, StepOutput>): Record<string, UnitPart[]> {
  const ofKind = (kind: string) =>
    steps.filter((step) => step.kind === kind).map(({ name, unit, round }) => ({ name, unit: unit!, round }))
  const files = Object.fromEntries([...outputs].map(([name, { files }]) => [name, files]))
  const units: Record<string, UnitPart[]> = {}
  const made = [...ofKind('quantify'), ...ofKind('derive')]
  for (const { unit, ...part } of unitRows(ofKind('survey'), made, files)) (units[unit] ??= []).push(part)
  return units
}

/** The tables of a study's coded interviews and of the values made of them. */
function interviewsOf(
  study: string,
  rounds: readonly Round[],
  outputs: Map<string, StepOutput>,
): InterviewParts {
  const files = [`interviews/${study}`, quantifyStep(study)].map((step) => outputs.get(step)?.files ?? {})
  const tables = Object.entries(Object.assign({}, ...files) as Record<string, string>)
    .map(([name, file]) => [name.replace(/\.parquet$/, ''), file])
    // What is derived, in all or of a round, stands among the unit's variables.
    .filter(([name]) => !['derived', ...rounds.map(({ id }) => id)].includes(name))
  return Object.fromEntries(tables) as InterviewParts
}

function needsLive(untouched: string[], contents: Planned['contents']): boolean {
  return untouched.length > 0 || contents.some(({ folder }) => folder.files.some(({ older }) => older))
}

const tables: Partial<Record<KindName, string>> = {
  check: 'check_result',
  published: 'published_cell and audit_finding',
  interviews: 'coded interviews',
}

function provenanceOf({ name, kind, codeVersion, inputs, study, unit, parameters }: PlannedStep): Provenance {
  const made = (parameters['codebook.yaml'] ?? {}) as { makes?: string[] }
  const of = made.makes ? `: ${made.makes.join(', ')}` : ''
  return {
    table: unit ? `${study}.${unit}${of}` : `${study} ${tables[kind]}`,
    ...{ step: name, codeVersion, inputs },
  }
}
