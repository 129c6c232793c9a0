import type { Codebook, Variable } from './codebook.ts'
import type { Instrument } from './instrument.ts'
import { didYouMean } from './nearest.ts'
import { parseInstrument } from './parse-instrument.ts'
import { parseRound } from './parse-round.ts'
import type { Problem } from './problem.ts'
import { type Round, roundVariable } from './round.ts'
import type { Study, Unit } from './study.ts'
import type { StudyFile } from './study-folder.ts'
import { roundFile } from './unit-files.ts'

/**
 * The instruments and rounds of a study's folder, rounds in period order, and the codebook with the variable `round`
 * in it. Only the paths of the rounds' own files matter here; their texts may be left empty.
 */
export function parseRounds(
  files: StudyFile[],
  study: Study,
  codebook: Codebook,
): { instruments: Instrument[]; rounds: Round[]; codebook: Codebook; problems: Problem[] } {
  const problems: Problem[] = []
  const matching = (pattern: RegExp) => files.filter(({ path }) => pattern.test(path))
  const instruments = matching(/^instruments\/[^/]+\.yaml$/).flatMap((file) => {
    const found = parseInstrument(file, study, codebook)
    problems.push(...found.problems)
    return found.instrument ?? []
  })
  problems.push(...askedTwice(instruments))
  const rounds = matching(/^rounds\/[^/]+\/round\.yaml$/)
    .flatMap((file) => {
      const found = parseRound(file, study, instruments)
      problems.push(...found.problems)
      return found.round ?? []
    })
    .sort((a, b) => (periodOf(a) < periodOf(b) ? -1 : 1))
  problems.push(...checkUnits(study, rounds), ...checkFiles(files, study, rounds))
  if (rounds.length === 0 || !study.units.some((unit) => unit.rounds))
    return { instruments, rounds, codebook, problems }
  if (codebook.variables.some(({ id }) => id === roundVariable))
    problems.push(
      stop(
        'codebook.yaml',
        'duplicate-key',
        `expected no variable ${roundVariable}, since it is made from rounds/`,
      ),
    )
  return { instruments, rounds, codebook: withRound(study, codebook, rounds), problems }
}

const periodOf = ({ id, period }: Round) => `${period.from} ${period.to} ${id}`

/** The variable of the round stands before those of the outermost unit that has rounds. */
function withRound(study: Study, codebook: Codebook, rounds: Round[]): Codebook {
  const unit = study.units.find(({ rounds, within }) => rounds && !unitOf(study, within)?.rounds)!
  const variable: Variable = {
    id: roundVariable,
    label: { da: 'Runde', en: 'Round' },
    description: {
      da: 'Hvilken indsamling rækken er fra; runderne står efter deres periode.',
      en: 'Which collection the row is from; the rounds stand in the order of their periods.',
    },
    unit: unit.id,
    scale: 'ordinal',
    categories: rounds.map(({ id, label }) => ({ id, label })),
    quality: 'structure',
    disclosure: 'quasi',
  }
  const others = codebook.variables.filter(({ id }) => id !== roundVariable)
  const at = others.findIndex((other) => other.unit === unit.id)
  return { ...codebook, variables: others.toSpliced(at < 0 ? others.length : at, 0, variable) }
}

function askedTwice(instruments: Instrument[]): Problem[] {
  const asked = new Map<string, string>()
  return instruments.flatMap(({ id, questions }) =>
    questions.flatMap(({ variable }): Problem[] => {
      const other = asked.get(variable)
      asked.set(variable, id)
      if (other === undefined || other === id) return []
      const message = `expected each question in one instrument, found ${variable} in ${other} too`
      return [stop(`instruments/${id}.yaml`, 'duplicate-key', message)]
    }),
  )
}

function checkUnits(study: Study, rounds: Round[]): Problem[] {
  return study.units.flatMap((unit): Problem[] => {
    const outer = unitOf(study, unit.within)
    const messages = [
      unit.rounds && unit.file !== undefined
        ? [`unit ${unit.id}: expected a file or rounds, found both`]
        : unit.rounds && rounds.length === 0
          ? [`unit ${unit.id}: expected rounds/<round>/round.yaml, found none`]
          : [],
      unit.file !== undefined && outer?.rounds
        ? [`unit ${unit.id}: expected rounds, since the unit ${outer.id} it is in has them; found a file`]
        : [],
    ].flat()
    return messages.map((message) => stop('study.yaml', 'rounds', message))
  })
}

/** Every file of a round is that of a unit, and a unit's rows lie within those of the same round. */
function checkFiles(files: StudyFile[], study: Study, rounds: Round[]): Problem[] {
  const paths = files.map(({ path }) => path)
  const units = study.units.filter((unit) => unit.rounds)
  const folders = new Set(paths.flatMap((path) => /^rounds\/([^/]+)\//.exec(path)?.[1] ?? []))
  const nameless = [...folders].filter((folder) => !paths.includes(`rounds/${folder}/round.yaml`))
  const strange = paths.filter((path) => /^rounds\/[^/]+\/[^/]+\.csv$/.test(path)).filter(isStrange(units))
  const lonely = rounds.flatMap(({ id }) =>
    units
      .filter((unit) => paths.includes(roundFile(id, unit.id)))
      .map((unit) => ({ round: id, unit, outer: unitOf(study, unit.within) }))
      .filter(({ outer }) => outer?.rounds && !paths.includes(roundFile(id, outer.id))),
  )
  return [
    ...nameless.map((folder) =>
      stop(`rounds/${folder}/round.yaml`, 'missing-file', 'expected a file, found none'),
    ),
    ...strange.map((path) => {
      const name = unitIn(path)
      const known = units.map(({ id }) => id)
      return stop(path, 'reference', `unknown unit with rounds: ${name}${didYouMean(name, known)}`)
    }),
    ...lonely.map(({ round, unit, outer }) =>
      stop(
        roundFile(round, outer!.id),
        'missing-file',
        `expected a file, since ${unit.id} of the same round lies within it; found none`,
      ),
    ),
  ]
}

const isStrange = (units: Unit[]) => (path: string) => !units.some(({ id }) => id === unitIn(path))
const unitIn = (path: string) => path.replace(/^.*\//, '').replace(/\.csv$/, '')

function unitOf({ units }: Study, id: string | undefined): Unit | undefined {
  return units.find((unit) => unit.id === id)
}

function stop(file: string, rule: string, message: string): Problem {
  return { file, rule, severity: 'stops', message }
}
