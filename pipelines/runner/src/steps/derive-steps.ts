import { type DeriveStep, deriveSteps as derivations, questionOf } from '@pejling/indicators'
import type { Content } from '../graph/content.ts'
import type { Json, Step } from '../graph/step.ts'
import type { DerivePart, SurveyPart } from './unit-rows.ts'

/** What the work of a derive or check step is handed. */
export type DeriveHanded = {
  /** The steps that read the units' files, and the derive steps before this one. */
  survey: SurveyPart[]
  derived: DerivePart[]
  parsed: Omit<Content['parsed'], 'unitFiles' | 'problems'>
  step?: DeriveStep
}

/**
 * The steps that make a study's derived variables, each after those it reads. `survey` are those that read its files,
 * `quantified` that which makes values of coded interviews.
 */
export function deriveSteps(content: Content, survey: Step[], quantified: Step[]): Step[] {
  const { study, codebook, rounds } = content.parsed
  const roundsOf = Object.fromEntries(
    study.units.map(({ id }) => [
      id,
      survey.flatMap(({ unit, round }) => (unit === id && round !== undefined ? [round] : [])),
    ]),
  )
  const steps: Step[] = []
  for (const derives of derivations(study, codebook, roundsOf)) {
    const isNear = ({ round }: { round?: string }) =>
      derives.round === undefined || round === undefined || round === derives.round
    const read = survey.filter(
      (step) => isNear(step) && derives.inputs.some(({ unit }) => unit === step.unit),
    )
    const made = [...quantified, ...steps]
    const before = made.filter((step) => isNear(step) && derives.after.includes(step.name))
    const across = derives.round === undefined && rounds.length > 0
    steps.push({
      ...{ name: derives.name, kind: 'derive', study: study.id, unit: derives.unit, files: derives.files },
      ...(derives.round === undefined ? {} : { round: derives.round }),
      after: [...read, ...before].map(({ name }) => name),
      parameters: {
        'codebook.yaml': { makes: derives.variables, variables: derives.parameters as Json },
        'study.yaml': { units: study.units } as Json,
        ...(across ? { rounds: comparable(content, derives) } : {}),
      },
      context: handed(content, read, before, derives),
    })
  }
  return steps
}

/** The step that holds a study's tables against its checks, if it has any. */
export function checkSteps(content: Content, survey: Step[], derived: Step[]): Step[] {
  const { study, checks } = content.parsed
  if (!checks.length) return []
  const sql = checks.flatMap((check) => (check.kind === 'sql' ? [check.file] : []))
  const wanted = [
    'checks.yaml',
    'codebook.yaml',
    'study.yaml',
    'published/tables.yaml',
    'published/cells.csv',
    ...sql,
  ]
  return [
    {
      ...{ name: `check/${study.id}`, kind: 'check', study: study.id, parameters: {} },
      files: content.folder.files.map(({ path }) => path).filter((path) => wanted.includes(path)),
      after: [...survey, ...derived].map(({ name }) => name),
      context: handed(content, survey, derived),
    },
  ]
}

function handed({ parsed }: Content, survey: Step[], derived: Step[], step?: DeriveStep): Json {
  const { unitFiles: _rows, problems: _problems, ...rest } = parsed
  const part = ({ name, unit, round }: Step) => ({ name, unit: unit!, round })
  const all: DeriveHanded = { survey: survey.map(part), derived: derived.map(part), parsed: rest, step }
  return all as unknown as Json
}

/** Across rounds it matters in which order they lie, and which questions can be compared. */
function comparable({ parsed: { rounds, instruments } }: Content, { inputs }: DeriveStep): Json {
  const read = inputs.flatMap(({ variables }) => variables)
  const asked = read.map((variable) => {
    const versions = questionOf(variable, instruments)?.versions ?? {}
    return {
      variable,
      versions: Object.entries(versions).map(([id, { comparability }]) => ({ id, comparability })),
    }
  })
  return { order: rounds.map(({ id, instrument, version }) => ({ id, instrument, version })), asked } as Json
}
