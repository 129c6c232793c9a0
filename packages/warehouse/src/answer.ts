import {
  type Category,
  type Codebook,
  type Crosstab,
  type Missing,
  type MissingReason,
  type Pairs,
  type Relation,
  roundCaveats,
  type Study,
  thresholdOf,
  type Variable,
  type Viewer,
} from '@pejling/indicators'
import type { Edition } from './edition.ts'
import { identifier } from './identifier.ts'
import { checkedViewer } from './disclosure/checked-viewer.ts'
import { type SuppressedAnswer, suppressedAnswer } from './disclosure/suppressed-answer.ts'
import { publishedCrosstab } from './published-crosstab.ts'
import { getCodebook, getStudy, getVariable } from './study-queries.ts'
import {
  checkCategory,
  isReason,
  type Condition,
  condition,
  type UnitSource,
  unitSource,
} from './unit-source.ts'
import { isCategorical, isNumber } from './unit-table.ts'

export type Answer = Crosstab | Pairs
/** One answer for each category of the relation's third variable, and the units that have no value of it. */
export type AnswerBy<Part = Answer> = {
  variable: Variable
  parts: { category: Category; answer: Part }[]
  missing: Missing[]
}

type Question = { study: Study; x: Variable; y: Variable; source: UnitSource; where: Condition }

/**
 * Counts, or pairs of values if one of the variables is a number. From rows where both variables have rows and nothing
 * else is asked for, else from the published table that crosses them. Units left out are counted by reason.
 *
 * Of a study that is not open a viewer must be named. One who may not see all gets the protected table, with hidden
 * counts as `null` and the reason; see `suppressedAnswer`. What was printed is shown to everybody as printed.
 *
 * @throws `unknown study|variable|category of …`, `x and y: expected two variables, found screening twice`,
 *   `no rows: …`, `no published table: …`, `viewer: expected one, since round-2 is not open; found none`
 */
export async function answer(edition: Edition, relation: Relation): Promise<Answer>
export async function answer(
  edition: Edition,
  relation: Relation,
  viewer: Viewer,
): Promise<Answer | SuppressedAnswer>
export async function answer(
  edition: Edition,
  relation: Relation,
  viewer?: Viewer,
): Promise<Answer | SuppressedAnswer> {
  const study = await getStudy(edition, relation.study)
  const codebook = await getCodebook(edition, relation.study)
  const found = await answered(edition, relation, study, checkedViewer(study, viewer))
  if (found.suppressed || found.source !== 'rows') return found
  const variables = [relation.x, relation.y].map((id) => getVariable(codebook, id))
  const { unit } = unitSource(study, [
    ...variables,
    ...relation.where.map(({ variable }) => getVariable(codebook, variable)),
  ])!
  const caveats = roundCaveats(study, codebook, {
    ...{ unit: unit.id, where: relation.where },
    variables: variables.map(({ id }) => id),
  })
  return caveats.length > 0 ? { ...found, caveats } : found
}

async function answered(
  edition: Edition,
  relation: Relation,
  study: Study,
  seenBy: Viewer,
): Promise<Answer | SuppressedAnswer> {
  const codebook = await getCodebook(edition, relation.study)
  const [x, y] = [getVariable(codebook, relation.x), getVariable(codebook, relation.y)]
  if (x === y) throw new Error(`x and y: expected two variables, found ${x.id} twice`)
  const filters = relation.where.map(({ variable }) => getVariable(codebook, variable))
  for (const [i, filter] of filters.entries())
    for (const value of relation.where[i].values)
      if (!isReason(value) && !isNumber(filter)) checkCategory(filter, value)
  const source = relation.source === 'published' ? undefined : unitSource(study, [x, y, ...filters])
  const oneByOne = seenBy.rows && seenBy.sees === 'suppressed' && [x, y].some(isNumber)
  if (seenBy.sees !== 'all' && !oneByOne) return suppressedAnswer(edition, relation, seenBy)
  if (source && [x, y].every((variable) => isCategorical(variable) || isNumber(variable))) {
    const where = condition(study, codebook, relation.where, source.column, source.missing)
    const question = { study, x, y, source, where }
    const missing = await missingFilters(edition, question, codebook, relation)
    const found =
      isNumber(x) || isNumber(y) ? await pairs(edition, question) : await crosstab(edition, question)
    if (oneByOne && found.n < thresholdOf(study, source.unit.id))
      return suppressedAnswer(edition, relation, seenBy)
    return { ...found, missing: [...found.missing, ...missing] }
  }
  if (relation.source === 'rows')
    throw new Error(
      `no rows: ${[x, y, ...filters].map(({ id }) => id).join(' and ')} of ${study.id} do not stand in rows together`,
    )
  return publishedCrosstab(edition, study, x, y, relation.where)
}

/** @throws as `answer`, and `by: expected a variable with categories, found extra_grant` */
export async function answerBy(edition: Edition, relation: Relation & { by: string }): Promise<AnswerBy>
export async function answerBy(
  edition: Edition,
  relation: Relation & { by: string },
  viewer: Viewer,
): Promise<AnswerBy<Answer | SuppressedAnswer>>
export async function answerBy(
  edition: Edition,
  relation: Relation & { by: string },
  viewer?: Viewer,
): Promise<AnswerBy<Answer | SuppressedAnswer>> {
  const { by, ...rest } = relation
  const seenBy = checkedViewer(await getStudy(edition, relation.study), viewer)
  const codebook = await getCodebook(edition, relation.study)
  const variable = getVariable(codebook, by)
  if (!variable.categories) throw new Error(`by: expected a variable with categories, found ${by}`)
  const whole = await answer(edition, rest, seenBy)
  const parts = await Promise.all(
    variable.categories.map(async (category) => ({
      category,
      answer: await answer(
        edition,
        {
          ...rest,
          where: [
            ...rest.where.filter((filter) => filter.variable !== by),
            { variable: variable.id, values: [category.id] },
          ],
        },
        seenBy,
      ),
    })),
  )
  // A hidden number leaves the sum unknown: then nothing is said of units without a value of the third variable.
  const counted = parts.reduce((sum, { answer }) => sum + (answer.n ?? NaN), 0)
  const unknown = (whole.n ?? NaN) - counted
  return {
    variable,
    parts,
    missing: unknown > 0 ? [{ variable: variable.id, reason: 'unknown', n: unknown }] : [],
  }
}

/** Two columns are grouped first, and only where a value is missing is its reason looked up: half the work of four. */
async function crosstab(edition: Edition, { x, y, source, where }: Question): Promise<Crosstab> {
  const [row, column] = [source.column(x), source.column(y)]
  const found = await edition.query<{ x: string | null; y: string | null; n: number }>(
    `SELECT ${row} AS x, ${column} AS y, count(*) AS n FROM ${source.from} WHERE ${where.sql} GROUP BY ALL`,
    where.parameters,
  )
  const rows = x.categories!
  const columns = y.categories!
  const counts = rows.map(() => columns.map(() => 0))
  for (const { x, y, n } of found)
    if (x !== null && y !== null)
      counts[rows.findIndex(({ id }) => id === x)][columns.findIndex(({ id }) => id === y)] += n
  const isWhole = found.every(({ x, y }) => x !== null && y !== null)
  return {
    kind: 'crosstab',
    source: 'rows',
    rows,
    columns,
    counts,
    n: counts.flat().reduce((a, b) => a + b, 0),
    missing: isWhole ? [] : await missingPairs(edition, { x, y, source, where }),
  }
}

/** Why a value of x is missing, else one of y. */
async function missingPairs(
  edition: Edition,
  { x, y, source, where }: Pick<Question, 'x' | 'y' | 'source' | 'where'>,
): Promise<Missing[]> {
  const isX = `${source.column(x)} IS NULL`
  const found = await edition.query<{ is_x: boolean; why: MissingReason | null; n: number }>(
    `SELECT ${isX} AS is_x, CASE WHEN ${isX} THEN ${source.missing(x)} ELSE ${source.missing(y)} END AS why,
       count(*) AS n
     FROM ${source.from} WHERE (${where.sql}) AND (${isX} OR ${source.column(y)} IS NULL) GROUP BY ALL`,
    where.parameters,
  )
  const missing: Missing[] = []
  for (const { is_x, why, n } of found) addMissing(missing, is_x ? x.id : y.id, why, n)
  return missing
}

async function pairs(edition: Edition, { study, x, y, source, where }: Question): Promise<Pairs> {
  const key = source.column({ unit: source.unit.id, id: source.unit.key } as Variable)
  const around = study.units.find(({ id }) => id === source.unit.within)
  const within = around ? `${identifier(source.unit.id, around.key)}::VARCHAR` : 'NULL'
  const found = await edition.query<{
    key: string
    within: string | null
    x: string | number | null
    y: string | number | null
    why_x: MissingReason | null
    why_y: MissingReason | null
  }>(
    `SELECT ${key}::VARCHAR AS key, ${within} AS within, ${source.column(x)} AS x, ${source.column(y)} AS y,
       ${source.missing(x)} AS why_x, ${source.missing(y)} AS why_y
     FROM ${source.from} WHERE ${where.sql} ORDER BY ${source.order}`,
    where.parameters,
  )
  const missing: Missing[] = []
  const points: Pairs['points'] = []
  for (const { key, within, x: left, y: right, why_x, why_y } of found)
    if (left === null) addMissing(missing, x.id, why_x, 1)
    else if (right === null) addMissing(missing, y.id, why_y, 1)
    else points.push({ key, x: left, y: right, ...(within !== null && { within }) })
  return { kind: 'pairs', source: 'rows', points, n: points.length, missing }
}

/** Units that a filter leaves out because their value is missing: they are neither in nor out by their own answer. */
async function missingFilters(
  edition: Edition,
  { study, source }: Question,
  codebook: Codebook,
  { where }: Relation,
): Promise<Missing[]> {
  const missing: Missing[] = []
  for (const filter of where) {
    const variable = getVariable(codebook, filter.variable)
    const others = where.filter((other) => other !== filter)
    const { sql, parameters } = condition(study, codebook, others, source.column, source.missing)
    const found = await edition.query<{ why: MissingReason | null; n: number }>(
      `SELECT ${source.missing(variable)} AS why, count(*) AS n FROM ${source.from}
       WHERE ${source.column(variable)} IS NULL AND ${sql} GROUP BY ALL`,
      parameters,
    )
    for (const { why, n } of found)
      if (!filter.values.includes(why ?? '')) addMissing(missing, variable.id, why, n)
  }
  return missing
}

function addMissing(missing: Missing[], variable: string, reason: MissingReason | null, n: number): void {
  const known = missing.find((entry) => entry.variable === variable && entry.reason === (reason ?? 'unknown'))
  if (known) known.n += n
  else missing.push({ variable, reason: reason ?? 'unknown', n })
}
