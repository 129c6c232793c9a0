import { interviewFiles, judgementFile, quantifyStep, settledFiles } from '@pejling/indicators'
import type { Content } from '../graph/content.ts'
import type { Json, Step } from '../graph/step.ts'

/** The step that loads a study's coded interviews, all its files as one project; none if it has no files of them. */
export function interviewSteps({ folder, parsed: { study, codes } }: Content): Step[] {
  const paths = folder.files.map(({ path }) => path)
  const read = interviewFiles(paths)
  if (read.length === 0) return []
  // What was written in the house lies over what the files say: it is read last.
  const files = [...read, ...paths.filter((path) => path === settledFiles.condensations)]
  return [
    {
      ...{ name: `interviews/${study.id}`, kind: 'interviews', study: study.id, files, after: [] },
      parameters: {
        'study.yaml': { texts: study.interviews?.texts ?? 'roles' },
        ...(codes?.changes?.length ? { 'codes.yaml': { changes: codes.changes as Json } } : {}),
      },
    },
  ]
}

/**
 * The step that makes values of coded interviews by the study's rules, once the unit's rows and the interviews are
 * there. It is there without interviews too: then no unit can be coded, and the reason is told.
 */
export function quantifySteps({ folder, parsed }: Content, interviews: Step[], survey: Step[]): Step[] {
  const { study, codebook, rules } = parsed
  const rowsOf = survey.filter(({ unit }) => unit === rules?.unit.id)
  if (!rules || rowsOf.length === 0) return []
  const made = rules.rules.map(({ variable }) => variable)
  const { id, key } = study.units.find((unit) => unit.id === rules.unit.id)!
  return [
    {
      ...{ name: quantifyStep(study.id), kind: 'quantify', study: study.id, unit: id },
      files: folder.files
        .map(({ path }) => path)
        .filter((path) => [judgementFile, settledFiles.codings, settledFiles.judgements].includes(path)),
      after: [...rowsOf, ...interviews].map(({ name }) => name),
      parameters: {
        'rules.yaml': rules as unknown as Json,
        'codebook.yaml': {
          makes: made,
          variables: codebook.variables
            .filter((variable) => made.includes(variable.id))
            .map(({ id, categories }) => ({ id, categories: categories?.map((one) => ({ id: one.id })) })),
        },
        'study.yaml': {
          key,
          ...(rules.unit.round === undefined
            ? {}
            : { rounds: parsed.rounds.map(({ id, label }) => ({ id, label })) }),
        },
      },
    },
  ]
}
