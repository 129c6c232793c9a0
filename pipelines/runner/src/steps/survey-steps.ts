import {
  type Codebook,
  type Instrument,
  type Round,
  roundVariable,
  type Study,
  type Unit,
  unitFiles,
  variablesOfRule,
} from '@pejling/indicators'
import type { Json, Step } from '../graph/step.ts'
import type { Content } from '../graph/content.ts'

/**
 * One step for each file with rows of a unit. Outer units come first, so that an inner unit's references can be checked
 * against them: of the same round, or of a unit without rounds. What a step is told is only what it reads by, so that
 * another label of the study reruns nothing.
 */
export function surveySteps({ folder, parsed }: Content): Step[] {
  const { uploads = [] } = folder
  const { study, codebook, rounds, instruments } = parsed
  const places = unitFiles(
    study,
    rounds,
    folder.files.map(({ path }) => path),
  )
  const depth = (unit: string) => lineOf(study.units, unit).length
  return places
    .toSorted((a, b) => depth(a.unit) - depth(b.unit))
    .map(({ unit, round, path }): Step => {
      const outer = places.filter(
        (place) =>
          lineOf(study.units, unit).includes(place.unit) &&
          (place.round === undefined || place.round === round),
      )
      const held = rounds.find(({ id }) => id === round)
      const upload = uploads.find(({ paths }) => paths[0] === path)
      return {
        ...{ name: nameOf(study.id, unit, round), kind: 'survey', study: study.id, unit },
        ...(round === undefined ? {} : { round }),
        files: upload?.paths ?? [path],
        after: outer.map((place) => nameOf(study.id, place.unit, place.round)),
        parameters: {
          'study.yaml': {
            id: study.id,
            units: study.units.filter(({ id }) => isNear(study, unit, id)),
          } as Json,
          'codebook.yaml': codebookFor(study, codebook, unit) as Json,
          ...(held ? { [`rounds/${held.id}/round.yaml`]: held as Json } : {}),
          ...(held ? instrumentParts(instruments, held) : {}),
          ...(upload ? { reading: upload.reading as Json } : {}),
        },
        // What the sender calls the files tells their kind, and may tell a person: it is written down nowhere.
        ...(upload ? { context: { names: upload.names } } : {}),
      }
    })
}

/** Of each instrument what decides how a round is read: its questions as the round's version asks them. */
function instrumentParts(instruments: Instrument[], { instrument, version }: Round): Record<string, Json> {
  const parts = instruments.map((one): [string, Json] => {
    const questions = one.questions.map(({ variable, versions }) => ({
      variable,
      versions: one.id === instrument && versions[version] ? { [version]: versions[version] } : {},
    }))
    return [`instruments/${one.id}.yaml`, { ...one, title: '', note: '', versions: [], questions } as Json]
  })
  return Object.fromEntries(parts)
}

function nameOf(study: string, unit: string, round?: string): string {
  return ['survey', study, ...(round === undefined ? [] : [round]), unit].join('/')
}

/** The unit itself and those it is nested in. */
function isNear({ units }: Study, unit: string, id: string): boolean {
  return id === unit || lineOf(units, unit).includes(id)
}

/** What a unit's file is read and checked by: its variables, and the rules that speak of nothing else. */
function codebookFor(study: Study, codebook: Codebook, unit: string): Codebook {
  const variables = variablesFor(study, codebook, unit)
  const ids = variables.map(({ id }) => id)
  const rules = (codebook.rules ?? []).filter((rule) =>
    variablesOfRule(rule).every((variable) => ids.includes(variable)),
  )
  return { study: study.id, variables, ...(rules.length > 0 && { rules }) }
}

/** The unit's own variables and the keys of those around it; the round is set by the pipeline, not read. */
function variablesFor({ units }: Study, { variables }: Codebook, unit: string): Codebook['variables'] {
  const line = lineOf(units, unit)
  const keys = units.filter(({ id }) => line.includes(id)).map(({ key }) => key)
  return variables.filter(({ id, unit: of }) => id !== roundVariable && (of === unit || keys.includes(id)))
}

/** The units a unit is nested in. */
function lineOf(units: Unit[], unit: string): string[] {
  const parent = units.find(({ id }) => id === unit)?.within
  return parent === undefined ? [] : [parent, ...lineOf(units, parent)]
}
