import {
  type CheckResult,
  type Codebook,
  currentDefinition,
  type Indicator,
  type IndicatorDefinition,
  questionOf,
  roundVariable,
  sourcesOf,
  type Study,
  type StudyCheck,
  type Text,
  type Unit,
  type Variable,
  variablesOfCheck,
  type Viewer,
} from '@pejling/indicators'
import { answer, type Answer } from './answer.ts'
import { listCheckResults, listStudyChecks } from './check-queries.ts'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import type { SuppressedAnswer } from './disclosure/suppressed-answer.ts'
import type { SuppressedSummary } from './disclosure/suppressed-summary.ts'
import type { Edition } from './edition.ts'
import { compareDefinitions, type DefinitionComparison, getIndicator } from './indicator-queries.ts'
import { listIndicatorValues } from './indicator-queries.ts'
import { listRelations, type PossibleRelation } from './relations.ts'
import { getCodebook, getStudy, getVariable } from './study-queries.ts'
import { findSummary, type Summary } from './summary.ts'
import { hasRows } from './unit-source.ts'

/** How one version of a questionnaire asks for a variable, and in which rounds. */
export type AskedIn = {
  variable: string
  instrument: string
  version: string
  label: Text
  wording?: Text
  rounds: string[]
  /** With the version before that asked it. */
  comparability?: 'same' | 'recoded' | 'not_comparable'
  reason?: Text
}

/** A check that looks at the indicator's variable or what it is made of, and what it found in each round. */
export type CardCheck = { check: StudyCheck; results: CheckResult[] }

/** Everything there is to know of one indicator, by one of its definitions. */
export type IndicatorCard = {
  study: string
  indicator: Indicator
  definition: IndicatorDefinition
  variable: Variable
  unit: Unit
  /** What was asked or counted at the beginning of the chain. */
  sources: Variable[]
  asked: AskedIn[]
  checks: CardCheck[]
  relations: PossibleRelation[]
  /** The distribution; missing if it was never published unit by unit, before an embargo is over, and over rounds. */
  summary?: Summary | SuppressedSummary
  /** The numbers one by one in order of size, without saying whose they are; only for one who may see rows. */
  values?: number[]
  /** In a study with rounds: the last one, which `values` are of, and the distribution in each. */
  round?: string
  overRounds?: Answer | SuppressedAnswer
  /** Who moves between the definition in force and this one, or between the last two. */
  comparison?: DefinitionComparison
}

/**
 * The card behind a number. Of a study that is not open a viewer must be named, and gets of the numbers what `findSummary`,
 * `answer`, `listIndicatorValues` and `compareDefinitions` give.
 *
 * @param question.version the definition in force if left out
 * @throws `unknown study|indicator: …`, `version of staff_ratio: expected 1 or 2, found 3`
 */
export async function indicatorCard(
  edition: Edition,
  question: { study: string; id: string; version?: number },
  viewer?: Viewer,
): Promise<IndicatorCard> {
  const study = await getStudy(edition, question.study)
  const seenBy = checkedViewer(study, viewer)
  const indicator = await getIndicator(edition, study.id, question.id)
  const codebook = await getCodebook(edition, study.id)
  const asked = { study: study.id, id: indicator.id, version: question.version }
  const { definition, variable } = await listIndicatorValues(edition, asked, { ...seenBy, rows: false })
  const unit = study.units.find(({ id }) => id === variable.unit)!
  const sources = sourcesOf(codebook, definition)
  const round = unit.rounds ? study.rounds?.at(-1)?.id : undefined
  const now =
    seenBy.rows && !variable.categories
      ? await listIndicatorValues(edition, { ...asked, round }, seenBy)
      : undefined
  const numbers = now?.values.flatMap(({ value }) => (typeof value === 'number' ? [value] : [])) ?? []
  const relations = (await listRelations(edition, study.id)).filter(
    ({ x, y }) => (x === variable.id || y === variable.id) && ![x, y].includes(roundVariable),
  )
  const inForce = currentDefinition(indicator)
  const isShown = seenBy.sees !== 'nothing' && hasRows(study, variable)
  const summary =
    isShown && !unit.rounds ? await findSummary(edition, study.id, variable.id, seenBy) : undefined
  return {
    ...{ study: study.id, indicator, definition, variable, unit, sources, relations },
    asked: askedIn(study, sources),
    checks: await checksOf(edition, study, codebook, [variable, ...sources], seenBy),
    ...(summary && { summary }),
    ...(numbers.length > 0 && { values: numbers.sort((a, b) => a - b) }),
    ...(round !== undefined && { round }),
    ...(isShown &&
      unit.rounds && {
        overRounds: await answer(
          edition,
          { study: study.id, x: roundVariable, y: variable.id, where: [] },
          seenBy,
        ),
      }),
    ...(indicator.definitions.length > 1 && {
      comparison: await compareDefinitions(
        edition,
        definition === inForce || definition.version === inForce.version
          ? { study: study.id, id: indicator.id }
          : { study: study.id, id: indicator.id, from: inForce.version, to: definition.version },
        seenBy,
      ),
    }),
  }
}

function askedIn({ instruments = [], rounds = [] }: Study, sources: Variable[]): AskedIn[] {
  return sources.flatMap(({ id }) => {
    const question = questionOf(id, instruments)
    if (!question) return []
    const { instrument, versions } = question
    return instrument.versions.flatMap(({ id: version, label }): AskedIn[] => {
      const asked = versions[version]
      if (!asked) return []
      const { wording, comparability, reason } = asked
      const used = rounds.filter((one) => one.instrument === instrument.id && one.version === version)
      return [
        {
          ...{ variable: id, instrument: instrument.id, version, label, rounds: used.map((one) => one.id) },
          ...(wording && { wording }),
          ...(comparability && { comparability }),
          ...(reason && { reason }),
        },
      ]
    })
  })
}

async function checksOf(
  edition: Edition,
  study: Study,
  codebook: Codebook,
  about: Variable[],
  viewer: Viewer,
): Promise<CardCheck[]> {
  const checks = await listStudyChecks(edition, study.id)
  const results = viewer.sees === 'nothing' ? [] : await listCheckResults(edition, study.id, viewer)
  const ids = about.map(({ id }) => id)
  return checks
    .filter((check) => variablesOfCheck(check).some((name) => ids.includes(getVariable(codebook, name).id)))
    .map((check) => ({ check, results: results.filter((result) => result.check === check.id) }))
}
