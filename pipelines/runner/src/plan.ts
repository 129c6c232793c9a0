import { join } from 'node:path'
import { parseStudyFolder, type Problem, type Study, type Unit } from '@pejling/indicators'
import { loadPublished } from '@pejling/pipeline-published'
import { loadUnit } from '@pejling/pipeline-survey'
import type { Provenance } from '@pejling/warehouse'
import { codeVersion, keyOf } from './hash.ts'
import type { StudyFolder } from './study-folder.ts'
import type { StepOutput } from './step-cache.ts'

export type ParsedStudy = ReturnType<typeof parseStudyFolder>
export type Content = { folder: StudyFolder; parsed: ParsedStudy & { study: Study } }

/** One step: what goes in makes its key, and the same key is never worked twice. */
export type Step = {
  /** `survey/kora-2017/institution`, `published/kora-2017`. */
  name: string
  key: string
  codeVersion: string
  inputs: Record<string, string>
  study: string
  unit?: string
  /** Writes its files into a folder of its own. `done` holds the outputs of the steps it builds on. */
  work: (folder: string, done: Map<string, StepOutput>) => Promise<{ rows: number; problems: Problem[] }>
}

export type Plan = {
  contents: Content[]
  steps: Step[]
  hash: string
  codeVersion: string
  problems: Problem[]
}

const rooms = {
  survey: ['pipelines/survey', 'packages/indicators', 'packages/warehouse'],
  published: ['pipelines/published', 'packages/indicators', 'packages/statistics', 'packages/warehouse'],
  edition: ['pipelines/runner', 'packages/indicators', 'packages/warehouse'],
}

/**
 * What there is to do for some study folders: the steps in an order in which each finds what it needs, and the hash of
 * the edition they add up to. Reads nothing but what it is given and the code's own sources.
 */
export async function plan(folders: StudyFolder[]): Promise<Plan> {
  const versions = {
    survey: await codeVersion(rooms.survey),
    published: await codeVersion(rooms.published),
    edition: await codeVersion(rooms.edition),
  }
  const problems: Problem[] = []
  const contents: Content[] = []
  for (const folder of folders) {
    const parsed = parseStudyFolder(
      folder.files.filter(isText).map(({ path, content }) => ({ path, text: textOf(content) })),
    )
    problems.push(...parsed.problems.map((problem) => ({ ...problem, file: `${folder.id}/${problem.file}` })))
    const { study } = parsed
    if (!study) continue
    if (study.id !== folder.id)
      problems.push({
        file: `${folder.id}/study.yaml`,
        rule: 'folder-name',
        severity: 'stops',
        message: `expected the folder's name ${folder.id} as id, found ${study.id}`,
      })
    else contents.push({ folder, parsed: { ...parsed, study } })
  }
  const steps = contents.flatMap((content) => [
    ...surveySteps(content, versions.survey),
    ...publishedSteps(content, versions.published),
  ])
  const files = contents.flatMap(({ folder }) =>
    folder.files.map(({ path, sha256 }) => [`${folder.id}/${path}`, sha256]),
  )
  const hash = keyOf({
    ...Object.fromEntries(files),
    ...Object.fromEntries(steps.map(({ name, key }) => [name, key])),
    code: versions.edition,
  })
  return { contents, steps, hash, codeVersion: versions.edition, problems }
}

/** The step, code and inputs behind every table of an edition. */
export function provenanceOf({ steps }: Plan): Provenance[] {
  return steps.map(({ name, codeVersion, inputs, study, unit }) => ({
    table: unit ? `${study}.${unit}` : `${study} published_cell and audit_finding`,
    step: name,
    codeVersion,
    inputs,
  }))
}

/** Outer units come first, so that an inner unit's references can be checked against them. */
function surveySteps({ folder, parsed }: Content, version: string): Step[] {
  const { study, codebook } = parsed
  if (!codebook) return []
  const steps: Step[] = []
  for (const unit of outerFirst(study.units)) {
    if (!unit.file) continue
    const parents = steps.filter((step) => step.unit && lineOf(study.units, unit).includes(step.unit))
    const inputs = {
      ...hashes(folder, [unit.file, 'study.yaml', 'codebook.yaml']),
      ...Object.fromEntries(parents.map(({ name, key }) => [name, key])),
    }
    steps.push({
      ...{
        name: `survey/${study.id}/${unit.id}`,
        study: study.id,
        unit: unit.id,
        codeVersion: version,
        inputs,
      },
      key: keyOf({ ...inputs, code: version }),
      work: (output, done) =>
        loadUnit({
          ...{
            study,
            codebook,
            unit,
            path: `${study.id}/${unit.file}`,
            file: join(folder.folder, unit.file!),
          },
          loaded: Object.fromEntries(
            parents.map(({ name, unit }) => [unit!, done.get(name)!.files['rows.parquet']]),
          ),
          output: join(output, 'rows.parquet'),
        }),
    })
  }
  return steps
}

function publishedSteps({ folder, parsed }: Content, version: string): Step[] {
  if (!parsed.tables.length) return []
  const used = folder.files.map(({ path }) => path).filter((path) => /\.(ya?ml|csv)$/.test(path))
  const inputs = hashes(folder, used)
  return [
    {
      ...{ name: `published/${folder.id}`, study: folder.id, codeVersion: version, inputs },
      key: keyOf({ ...inputs, code: version }),
      work: (output) => loadPublished(parsed, output),
    },
  ]
}

function hashes({ id, files }: StudyFolder, paths: string[]): Record<string, string> {
  const wanted = files.filter(({ path }) => paths.includes(path))
  return Object.fromEntries(wanted.map(({ path, sha256 }) => [`${id}/${path}`, sha256]))
}

function outerFirst(units: Unit[]): Unit[] {
  return units.toSorted((a, b) => lineOf(units, a).length - lineOf(units, b).length)
}

function lineOf(units: Unit[], unit: Unit): string[] {
  const parent = units.find(({ id }) => id === unit.within)
  return parent ? [parent.id, ...lineOf(units, parent)] : []
}

function isText({ path }: { path: string }): boolean {
  return /\.(ya?ml|csv|md|json|txt)$/.test(path)
}

/** UTF-8, or what Danish spreadsheets write where it is not that. */
function textOf(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('windows-1252').decode(content)
  }
}
