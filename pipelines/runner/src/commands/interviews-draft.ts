import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseStudyFolder } from '@pejling/indicators'
import { didYouMean, problemLine } from '@pejling/indicators/words'
import { readConfiguration } from '@pejling/operation'
import { readInterviews } from '@pejling/pipeline-interviews'
import { interviewsDraft } from '../authoring/interviews-draft.ts'
import { type ExitCode, print, say } from '../output.ts'
import { textOf } from '../study-text.ts'

/**
 * `pejling interviews draft FILE --study STUDY > rules.yaml`: what ties a project to the units of a study's folder, or with
 * `--codes` its tree as `codes.yaml`. Of several units the one that most interviews name is taken.
 *
 * @throws `interviews draft: no study.yaml that can be read in …`, `unknown unit: …`
 */
export async function draftInterviewsCommand(
  file: string,
  options: { study: string; unit?: string; codes?: boolean },
): Promise<ExitCode> {
  const { project, receipt } = await readInterviews(file, basename(file))
  if (!project) {
    for (const problem of receipt.problems) say(problemLine(problem))
    return 1
  }
  const units = await unitsOf(options.study, options.unit)
  const draft = units
    .map(({ unit, keys }) => interviewsDraft(project, { study: options.study, unit, keys }))
    .reduce((best, next) => (next.tied > best.tied ? next : best))
  print((options.codes ? draft.codes : draft.rules).trimEnd())
  const { id, by, classification } = draft.unit
  const way = classification === undefined ? by : `the classification ${classification}`
  const guesses = Object.values(draft.guessed).flat().length
  say(
    `${draft.tied} of ${draft.of} interviews are about a known ${id}, by ${way}; ${guesses} names are guesses`,
  )
  return 0
}

/** The units of a study as its folder has them, with their keys. */
async function unitsOf(study: string, wanted?: string): Promise<{ unit: string; keys: string[] }[]> {
  const folder = join(readConfiguration(process.env).studies, study)
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const files = await Promise.all(
    names
      .filter((name) => /\.(ya?ml|csv|sql)$/.test(name))
      .map(async (name) => ({ path: name, text: textOf(await readFile(join(folder, name))) })),
  )
  const { study: parsed, unitFiles } = parseStudyFolder(files)
  if (!parsed) throw new Error(`interviews draft: no study.yaml that can be read in ${folder}`)
  const ids = parsed.units.map(({ id }) => id)
  if (wanted !== undefined && !ids.includes(wanted))
    throw new Error(`unknown unit: ${wanted}${didYouMean(wanted, ids)}`)
  return parsed.units
    .filter(({ id }) => wanted === undefined || id === wanted)
    .map(({ id, key }) => ({
      unit: id,
      keys: unitFiles
        .filter(({ unit }) => unit === id)
        .flatMap(({ rows }) => rows.flatMap(({ values }) => values[key] || [])),
    }))
}
