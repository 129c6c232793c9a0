import {
  currentDefinition,
  didYouMean,
  type Indicator,
  type IndicatorDefinition,
  type MissingReason,
  roundVariable,
  type Suppression,
  thresholdOf,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import type { Edition } from './edition.ts'
import { hasTable } from './has-table.ts'
import { identifier } from './identifier.ts'
import { remembered } from './remembered.ts'
import { getCodebook, getStudy, getVariable } from './study-queries.ts'
import { hasRows } from './unit-source.ts'
import { isNumber, missingColumn, studySchema } from './unit-table.ts'

/** A study's indicator as it is defined there. */
export type StudyIndicator = { study: string; indicator: Indicator }

/** A unit's value, or why there is none. */
export type IndicatorValue = {
  key: string
  round: string | null
  value: number | string | null
  missing: MissingReason | null
}

export type IndicatorValues = {
  indicator: Indicator
  definition: IndicatorDefinition
  variable: Variable
  unit: string
  values: IndicatorValue[]
  /** The rows may not be seen by the one who asks: there are none in `values`. */
  withheld?: Suppression
}

/** A unit whose value is another one by another definition. */
export type MovedUnit = {
  key: string
  round: string | null
  from: Pick<IndicatorValue, 'value' | 'missing'>
  to: Pick<IndicatorValue, 'value' | 'missing'>
  /** `to` less `from`, where both are numbers. */
  change: number | null
}

export type DefinitionComparison = {
  indicator: Indicator
  from: IndicatorDefinition
  to: IndicatorDefinition
  unit: string
  /** How many units (and rounds) there are, and how many of them stay. */
  n: number
  same: number
  /** Largest change first. */
  moved: MovedUnit[]
  /**
   * The rows may not be seen by the one who asks: nobody is in `moved`, and unless all counts may be seen nothing is
   * counted (`n` and `same` are 0).
   */
  withheld?: Suppression
}

/** Every indicator of a study, or of all of them: the same id in two studies means the same. */
export function listIndicators(edition: Edition, study?: string): Promise<StudyIndicator[]> {
  return readIndicators(edition, study)
}

const readIndicators = remembered(async (edition, study) => {
  if (!(await hasTable(edition, 'indicator'))) return []
  const found = await edition.query<{ study: string; definition: string }>(
    `SELECT i.study, i.definition FROM indicator i JOIN study s ON s.id = i.study
     WHERE $study = '' OR i.study = $study ORDER BY s."order", i."order"`,
    { study },
  )
  return found.map(({ study: of, definition }): StudyIndicator => ({
    study: of,
    indicator: JSON.parse(definition) as Indicator,
  }))
})

/** @throws `unknown study: …`, `unknown indicator: staf_ratio (did you mean staff_ratio?)` */
export async function getIndicator(edition: Edition, study: string, id: string): Promise<Indicator> {
  await getStudy(edition, study)
  const known = (await listIndicators(edition, study)).map(({ indicator }) => indicator)
  const found = known.find((indicator) => indicator.id === id)
  if (found) return found
  throw new Error(
    `unknown indicator: ${id}${didYouMean(
      id,
      known.map((indicator) => indicator.id),
    )}`,
  )
}

/**
 * The values of an indicator by its definition in force, or by an earlier one: one for each unit and round. None where
 * they are known from printed tables only. Of a study that is not open a viewer must be named; one who may not see rows
 * gets none.
 *
 * @throws `unknown study|indicator: …`, `version of staff_ratio: expected 1 or 2, found 3`
 */
export async function listIndicatorValues(
  edition: Edition,
  question: { study: string; id: string; version?: number; round?: string },
  viewer?: Viewer,
): Promise<IndicatorValues> {
  const asked = await ask(edition, question.study, question.id, viewer)
  const { study, indicator, withheld, table, columns } = asked
  const definition = definitionOf(indicator, question.version)
  const variable = await asked.variable(definition)
  const common = { indicator, definition, variable, unit: variable.unit }
  if (withheld || !hasRows(study, variable)) return { ...common, values: [], ...(withheld && { withheld }) }
  const values = await edition.query<IndicatorValue>(
    `SELECT ${columns}, ${identifier(variable.id)} AS value, ${identifier(missingColumn(variable.id))} AS missing
     FROM ${table} WHERE $round::VARCHAR IS NULL OR ${asked.round}::VARCHAR = $round ORDER BY ALL`,
    { round: question.round ?? null },
  )
  return { ...common, values }
}

/**
 * Which units move when an indicator's definition changes, from what to what: the last one before the one in force with
 * that, unless two versions are named. One who may not see rows but all counts learns how many move, others nothing.
 *
 * @throws `unknown study|indicator: …`, `version of staff_ratio: expected 1 or 2, found 3`,
 *   `staff_ratio: expected two definitions, found one`
 */
export async function compareDefinitions(
  edition: Edition,
  question: { study: string; id: string; from?: number; to?: number },
  viewer?: Viewer,
): Promise<DefinitionComparison> {
  const asked = await ask(edition, question.study, question.id, viewer)
  const { study, indicator, withheld, table, columns } = asked
  if (indicator.definitions.length < 2)
    throw new Error(`${indicator.id}: expected two definitions, found one`)
  const to = definitionOf(indicator, question.to)
  const from = definitionOf(indicator, question.from ?? Math.max(1, to.version - 1))
  const [before, after] = [await asked.variable(from), await asked.variable(to)]
  const common = { indicator, from, to, unit: after.unit }
  const maySee = !withheld || asked.sees === 'all'
  if (!maySee || ![before, after].every((variable) => hasRows(study, variable)))
    return { ...common, n: 0, same: 0, moved: [], ...(withheld && { withheld }) }
  const side = (variable: Variable, name: string) =>
    `${identifier(variable.id)} AS "${name}", ${identifier(missingColumn(variable.id))} AS ${name}_missing`
  const change = isNumber(after) ? '"to" - "from"' : 'NULL::DOUBLE'
  const sides = `SELECT ${columns}, ${side(before, 'from')}, ${side(after, 'to')} FROM ${table}`
  const differs = `("from" IS DISTINCT FROM "to" OR from_missing IS DISTINCT FROM to_missing)`
  const [{ n, same }] = await edition.query<{ n: number; same: number }>(
    `SELECT count(*) AS n, count(*) FILTER (WHERE NOT ${differs}) AS same FROM (${sides})`,
  )
  if (withheld) return { ...common, n, same, moved: [], withheld }
  const moved = await edition.query<MovedRow>(
    `SELECT *, ${change} AS change FROM (${sides}) WHERE ${differs} ORDER BY abs(change) DESC NULLS LAST, key, round`,
  )
  return { ...common, n, same, moved: moved.map(movedUnit) }
}

type MovedRow = {
  key: string
  round: string | null
  from: number | string | null
  from_missing: MissingReason | null
  to: number | string | null
  to_missing: MissingReason | null
  change: number | null
}

function movedUnit({ key, round, from, from_missing, to, to_missing, change }: MovedRow): MovedUnit {
  return {
    ...{ key, round, change },
    from: { value: from, missing: from_missing },
    to: { value: to, missing: to_missing },
  }
}

/** What both questions need: the indicator, who asks, and where its units' values stand. */
async function ask(edition: Edition, studyId: string, id: string, viewer?: Viewer) {
  const study = await getStudy(edition, studyId)
  const seenBy = checkedViewer(study, viewer)
  const indicator = await getIndicator(edition, studyId, id)
  const codebook = await getCodebook(edition, studyId)
  const variable = async ({ variable: name }: IndicatorDefinition) => getVariable(codebook, name)
  const { unit: unitId } = await variable(currentDefinition(indicator))
  const unit = study.units.find((candidate) => candidate.id === unitId)!
  const round = unit.rounds ? identifier(roundVariable) : 'NULL'
  const withheld: Suppression | undefined = seenBy.rows
    ? undefined
    : { code: 'rows', values: { threshold: thresholdOf(study, unitId), unit: unitId } }
  return {
    ...{ study, indicator, variable, withheld, round, sees: seenBy.sees },
    table: identifier(studySchema(studyId), unitId),
    columns: `${identifier(unit.key)}::VARCHAR AS key, ${round}::VARCHAR AS round`,
  }
}

function definitionOf(indicator: Indicator, version?: number): IndicatorDefinition {
  if (version === undefined) return currentDefinition(indicator)
  const found = indicator.definitions.find((definition) => definition.version === version)
  if (found) return found
  const known = indicator.definitions.map((definition) => definition.version).join(' or ')
  throw new Error(`version of ${indicator.id}: expected ${known}, found ${version}`)
}
