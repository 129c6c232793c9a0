import { didYouMean, type Suppression, type Text, type TextRefusal, type Viewer } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { hasTable } from '../has-table.ts'
import { remembered } from '../remembered.ts'
import { withoutNulls } from '../without-nulls.ts'
import { type FoundExcerpt, readExcerpts } from './excerpts.ts'
import { openInterviews, type Reading } from './interview-study.ts'

/** A value that a rule made of coded interviews, and what made it. */
export type RuledValue = {
  unit: string
  /** Of a unit with rounds. */
  round?: string
  variable: string
  value?: string
  missing?: string
  reason?: Text
  rule: string
  version: number
  /** Of the unit, and those in which one of the counted codes was given. */
  interviews: number
  mentionedIn: number
  coders: string[]
  /** How many excerpts it rests on. */
  n: number
}

/** Every value that the rules of a study's interviews made, or why they are not shown. */
export type InterviewValues = { study: string; values: RuledValue[]; withheld?: Suppression }

export type UnitEvidence = {
  study: string
  value?: RuledValue
  /** The rounds in which the unit has a value, where it has rounds. */
  rounds: string[]
  excerpts: FoundExcerpt[]
  refused?: TextRefusal
  withheld?: Suppression
}

/** The variables of a study whose values were made by rules of its interviews. */
export async function listRuledVariables(edition: Edition, study: string): Promise<string[]> {
  if (!(await hasTable(edition, 'interview_unit_value'))) return []
  const found = await edition.query<{ variable: string }>(
    'SELECT DISTINCT variable FROM interview_unit_value WHERE study = $study ORDER BY variable',
    { study },
  )
  return found.map(({ variable }) => variable)
}

/**
 * The values that rules made of a study's coded interviews, unit by unit, without the excerpts they rest on. Who may not see
 * the study's rows gets none.
 *
 * @throws `unknown study|interviews: …`
 */
export async function listInterviewValues(
  edition: Edition,
  { study, variable }: { study: string; variable?: string },
  viewer?: Viewer,
): Promise<InterviewValues> {
  const { withheld } = await openInterviews(edition, study, viewer)
  if (withheld) return { study, values: [], withheld }
  const known = await listRuledVariables(edition, study)
  if (variable !== undefined && !known.includes(variable))
    throw new Error(`unknown variable: ${variable}, by no rule of ${study}${didYouMean(variable, known)}`)
  const values = known.length
    ? await ruledValues(edition, variable === undefined ? 'true' : 'v.variable = $variable', {
        study,
        ...(variable !== undefined && { variable }),
      })
    : []
  return { study, values }
}

/**
 * One step back from a value of a unit: the rule and its version, the coders, and the excerpts it rests on. Of a unit with
 * rounds it is the value of the one asked for, or of the last one that has interviews.
 *
 * @throws `unknown study|interviews: …`, `unknown value: screening of X9 of …`
 */
export async function unitEvidence(
  edition: Edition,
  { study, unit, variable, round }: { study: string; unit: string; variable: string; round?: string },
  reading: Reading,
  viewer?: Viewer,
): Promise<UnitEvidence> {
  const { withheld } = await openInterviews(edition, study, viewer)
  if (withheld) return { study, excerpts: [], rounds: [], withheld }
  const values = await ruledValues(edition, 'v.unit = $unit AND v.variable = $variable', {
    study,
    unit,
    variable,
  })
  const value = round === undefined ? values.at(-1) : values.find((one) => one.round === round)
  if (!value) throw new Error(`unknown value: ${variable} of ${unit} of ${study}`)
  const found = await edition.query<{ excerpt: string }>(
    `SELECT v.excerpt FROM interview_unit_value_excerpt v
       JOIN interview_excerpt e ON e.study = v.study AND e.excerpt = v.excerpt
       JOIN interview_source s ON s.study = e.study AND s.source = e.source
     WHERE v.study = $study AND v.unit = $unit AND v.variable = $variable
       ${value.round === undefined ? '' : 'AND v.round = $round'}
     ORDER BY s.position, e.start, e."end", e.excerpt`,
    { study, unit, variable, ...(value.round !== undefined && { round: value.round }) },
  )
  return {
    ...{ study, value, rounds: values.flatMap((one) => one.round ?? []) },
    excerpts: await readExcerpts(
      edition,
      study,
      found.map(({ excerpt }) => excerpt),
      reading,
    ),
    ...('refused' in reading && { refused: reading.refused }),
  }
}

/** One step on from an excerpt: the values of units that rest on it. */
export async function valuesFrom(edition: Edition, study: string, excerpt: string): Promise<RuledValue[]> {
  if (!(await hasTable(edition, 'interview_unit_value'))) return []
  return ruledValues(
    edition,
    `EXISTS (SELECT 1 FROM interview_unit_value_excerpt x WHERE x.study = v.study AND x.unit = v.unit
       AND x.variable = v.variable AND ${await sameRound(edition, 'x')} AND x.excerpt = $excerpt)`,
    { study, excerpt },
  )
}

async function ruledValues(
  edition: Edition,
  condition: string,
  parameters: Record<string, string>,
): Promise<RuledValue[]> {
  const [ofCoder, ofExcerpt] = [await sameRound(edition, 'c'), await sameRound(edition, 'x')]
  const round = (await knowsRounds(edition)) ? 'v.round' : 'NULL AS round'
  const found = await edition.query<
    Omit<RuledValue, 'reason' | 'coders'> & { da: string | null; en: string | null; coders: string }
  >(
    `SELECT v.unit, ${round}, v.variable, v.value, v.missing, v.reason_da AS da, v.reason_en AS en, v.rule, v.version,
       v.interviews, v.mentioned_in AS "mentionedIn",
       (SELECT to_json(coalesce(list(c.coder ORDER BY c.coder), []))::VARCHAR FROM interview_unit_value_coder c
         WHERE c.study = v.study AND c.unit = v.unit AND c.variable = v.variable AND ${ofCoder}) AS coders,
       (SELECT count(*) FROM interview_unit_value_excerpt x
         WHERE x.study = v.study AND x.unit = v.unit AND x.variable = v.variable AND ${ofExcerpt})::INTEGER AS n
     FROM interview_unit_value v WHERE v.study = $study AND ${condition} ORDER BY v.variable, v.unit, v.rowid`,
    parameters,
  )
  return found.map(({ da, en, coders, ...row }) => ({
    ...withoutNulls(row),
    ...(da !== null && en !== null && { reason: { da, en } }),
    coders: JSON.parse(coders) as string[],
  }))
}

/** An edition made before interviews knew rounds has no column of them. */
const knowsRounds = remembered(async (edition) => {
  const [{ n }] = await edition.query<{ n: number }>(
    `SELECT count(*) AS n FROM duckdb_columns() WHERE schema_name = 'main'
       AND table_name = 'interview_unit_value' AND column_name = 'round'`,
  )
  return n > 0
})

/** What a value rests on is of its own round. */
async function sameRound(edition: Edition, table: 'c' | 'x'): Promise<string> {
  return (await knowsRounds(edition)) ? `${table}.round IS NOT DISTINCT FROM v.round` : 'true'
}
