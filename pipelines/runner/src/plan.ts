import { join } from 'node:path'
import {
  type DeriveStep,
  parseStudyFolder,
  type Problem,
  type Study,
  type Unit,
  unitFiles,
} from '@pejling/indicators'
import { checkSql } from '@pejling/pipeline-derive'
import { loadPublished } from '@pejling/pipeline-published'
import { loadUnit } from '@pejling/pipeline-survey'
import type { Provenance } from '@pejling/warehouse'
import { deriveWork } from './derive-work.ts'
import { codeVersion, hashesOf, keyOf } from './hash.ts'
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
  /** The unit whose rows it reads from a file. */
  unit?: string
  round?: string
  /** The derived variables it makes. */
  derives?: DeriveStep
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
  derive: ['pipelines/derive', 'packages/indicators', 'packages/warehouse'],
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
    derive: await codeVersion(rooms.derive),
    published: await codeVersion(rooms.published),
    edition: await codeVersion(rooms.edition),
  }
  const problems: Problem[] = []
  const contents: Content[] = []
  for (const folder of folders) {
    const parsed = parseStudyFolder(
      folder.files
        .filter(isText)
        .map(({ path, content }) => ({ path, text: isOfRound(path) ? '' : textOf(content) })),
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
    else {
      contents.push({ folder, parsed: { ...parsed, study } })
      const wrong = await checkSql(parsed)
      problems.push(...wrong.map((problem) => ({ ...problem, file: `${folder.id}/${problem.file}` })))
    }
  }
  const steps = contents.flatMap((content) => {
    const survey = surveySteps(content, versions.survey)
    return [
      ...survey,
      ...deriveWork(content, survey, versions.derive),
      ...publishedSteps(content, versions.published),
    ]
  })
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
  return steps.map(({ name, codeVersion, inputs, study, unit, derives }) => ({
    table: unit
      ? `${study}.${unit}`
      : derives
        ? `${study}.${derives.unit}: ${derives.variables.join(', ')}`
        : `${study} ${name.startsWith('check/') ? 'check_result' : 'published_cell and audit_finding'}`,
    step: name,
    codeVersion,
    inputs,
  }))
}

/** Outer units come first, so that an inner unit's references can be checked against them. */
function surveySteps({ folder, parsed }: Content, version: string): Step[] {
  const { study, codebook, rounds, instruments } = parsed
  if (!codebook) return []
  const paths = folder.files.map(({ path }) => path)
  const places = unitFiles(study, rounds, paths)
  const steps: Step[] = []
  for (const unit of outerFirst(study.units))
    for (const place of places.filter((place) => place.unit === unit.id)) {
      const parents = steps.filter(
        (step) =>
          lineOf(study.units, unit).includes(step.unit!) &&
          (step.round === undefined || step.round === place.round),
      )
      const round = rounds.find(({ id }) => id === place.round)
      const asked = round
        ? [`rounds/${round.id}/round.yaml`, ...paths.filter((path) => path.startsWith('instruments/'))]
        : []
      const inputs = {
        ...hashesOf(folder, [place.path, 'study.yaml', 'codebook.yaml', ...asked]),
        ...Object.fromEntries(parents.map(({ name, key }) => [name, key])),
      }
      steps.push({
        name: ['survey', study.id, ...(round ? [round.id] : []), unit.id].join('/'),
        ...{ study: study.id, unit: unit.id, round: round?.id, codeVersion: version, inputs },
        key: keyOf({ ...inputs, code: version }),
        work: (output, done) =>
          loadUnit({
            ...{ study, codebook, unit, round, instruments },
            path: `${study.id}/${place.path}`,
            file: join(folder.folder, place.path),
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
  const inputs = hashesOf(folder, used)
  return [
    {
      ...{ name: `published/${folder.id}`, study: folder.id, codeVersion: version, inputs },
      key: keyOf({ ...inputs, code: version }),
      work: (output) => loadPublished(parsed, output),
    },
  ]
}

function outerFirst(units: Unit[]): Unit[] {
  return units.toSorted((a, b) => lineOf(units, a).length - lineOf(units, b).length)
}

function lineOf(units: Unit[], unit: Unit): string[] {
  const parent = units.find(({ id }) => id === unit.within)
  return parent ? [parent.id, ...lineOf(units, parent)] : []
}

function isText({ path }: { path: string }): boolean {
  return /\.(ya?ml|csv|sql|md|json|txt)$/.test(path)
}

/** A round's rows are read by the survey pipeline only. */
function isOfRound(path: string): boolean {
  return /^rounds\/.*\.csv$/.test(path)
}

/** UTF-8, or what Danish spreadsheets write where it is not that. */
function textOf(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('windows-1252').decode(content)
  }
}
