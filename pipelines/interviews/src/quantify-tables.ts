import { join } from 'node:path'
import {
  codesOfRule,
  type InterviewProject,
  interviewRounds,
  interviewUnits,
  isUnder,
  type Judgement,
  parseJudgements,
  parseSettledCodings,
  type Problem,
  type ProjectCode,
  quantify,
  type QuantificationRules,
  type Round,
  settleCodings,
  type StudyFile,
  type Variable,
} from '@pejling/indicators'
import {
  type Connection,
  identifier,
  type InterviewTableName,
  type Limits,
  literal,
  rows,
  withDatabase,
} from '@pejling/warehouse'
import { type Pseudonyms, pseudonymised } from './pseudonymised.ts'
import { readTables, tablesOfFolder } from './read-tables.ts'
import { type UnitLines, writeValues, writeVariables } from './write-values.ts'

export type QuantifiedTables = {
  /** The folder `loadInterviews` wrote, and what it is called in messages; none if there are no interviews yet. */
  tables?: string
  path: string
  rules: QuantificationRules
  variables: Variable[]
  /** The rows of the unit the rules are about, of each round if it has rounds, and the variable that names it. */
  unit: { parts: { round?: string; rows: string }[]; key: string }
  /** The study's rounds, by which interviews say theirs. */
  rounds?: Pick<Round, 'id' | 'label'>[]
  /** `judgements.csv` and what was judged since: the later one holds. Pseudonyms by the names in them. */
  judgements?: StudyFile[]
  coders?: Pseudonyms
  /** What was settled where two coders differ. */
  settled?: StudyFile[]
  /**
   * The folder for `unit_value.parquet` and what it rests on, `source_unit.parquet`, and `derived.parquet`, or one
   * `<round>.parquet` for each round.
   */
  output: string
  limits?: Limits
}

const none: InterviewProject = {
  ...{ coders: [], codes: [], classifications: [], sources: [], excerpts: [], codings: [] },
  ...{ cases: [], sets: [], memos: [] },
}

/**
 * Runs a study's rules over the tables of its interviews: a value for every unit and rule, and beside it the excerpts and
 * coders it rests on; and the same values once more as variables of the unit, by the line of its row. An interview that is
 * about no known unit is told, by count. A problem that stops leaves no output.
 */
export async function quantifyTables(
  given: QuantifiedTables,
): Promise<{ rows: number; problems: Problem[] }> {
  return withDatabase(async (connection) => {
    const { tables, path, rules, variables } = given
    const parts = await partsOf(connection, given.unit)
    const keys = [...new Set(parts.flatMap(({ lines }) => keysOf(lines)))]
    const { judgements, problems } = judged(given, keys)
    const decided = (given.settled ?? []).map(parseSettledCodings)
    problems.push(...decided.flatMap(({ problems }) => problems))
    if (problems.length > 0) return { rows: 0, problems }
    const settled = decided.flatMap(({ settled }) => settled)
    const coded =
      tables === undefined ? none : await readTables(tablesOfFolder(connection, tables), { texts: false })
    const project = { ...coded, codings: settleCodings(coded.codings, coded.excerpts, settled) }
    const { units, cases, unmatched } = interviewUnits(project, rules.unit, keys)
    const { roundOf, untold: roundless } = interviewRounds(project, rules.unit, given.rounds ?? [])
    const values = parts.flatMap(({ round, lines }) => {
      const own = [...units].filter(([source]) => round === undefined || roundOf.get(source) === round)
      // Nobody was interviewed in the round: nothing was asked there.
      if (round !== undefined && own.length === 0) return []
      const asked = { project, units: new Map(own), keys: keysOf(lines), judgements }
      return quantify(rules, variables, asked).map((value) => ({ ...value, ...(round && { round }) }))
    })
    const about = { units, cases }
    await writeValues(connection, values, about, { judgements, settled }, given.output)
    for (const part of parts) await writeVariables(connection, values, part, given)
    const untold = project.sources.length - units.size
    return {
      rows: values.length,
      problems: [
        ...(tables === undefined ? [] : await strangeRows(connection, tables, path, cases)),
        ...unmatchedProblem(path, unmatched.length, untold),
        ...roundlessProblem(path, roundless),
        ...absentCodes(path, rules, project.codes),
      ],
    }
  }, given.limits)
}

async function partsOf(
  connection: Connection,
  { parts, key }: QuantifiedTables['unit'],
): Promise<UnitLines[]> {
  const found: UnitLines[] = []
  for (const { round, rows: file } of parts) {
    const sql = `SELECT line, ${identifier(key)} AS key FROM read_parquet(${literal(file)}) ORDER BY line`
    found.push({
      ...(round !== undefined && { round }),
      lines: await rows<UnitLines['lines'][number]>(connection, sql),
    })
  }
  return found
}

function keysOf(lines: UnitLines['lines']): string[] {
  return lines.flatMap(({ key }) => key ?? [])
}

/** What coders judged, under their pseudonyms; of what one coder judged of a unit more than once, the last. */
function judged(
  { judgements: files = [], rules, variables, coders }: QuantifiedTables,
  keys: string[],
): { judgements: Judgement[]; problems: Problem[] } {
  const found = files.map((file) => parseJudgements(file, rules, { study: rules.study, variables }, keys))
  const given = found.flatMap(({ judgements }) => judgements)
  const names = pseudonymised(
    given.map(({ coder }) => coder),
    coders,
  )
  const last = new Map<string, Judgement>()
  for (const one of given) {
    const coder = names.get(one.coder)!
    last.set(JSON.stringify([one.unit, one.variable, coder]), { ...one, coder })
  }
  return { judgements: [...last.values()], problems: found.flatMap(({ problems }) => problems) }
}

/** Condensations of a table that are about no known unit; what the unit is called may name somebody. */
async function strangeRows(
  connection: Connection,
  tables: string,
  path: string,
  cases: (string | undefined)[],
): Promise<Problem[]> {
  const read = (name: InterviewTableName) => `read_parquet(${literal(join(tables, `${name}.parquet`))})`
  const found = await rows<{ file: string; row: number; case: number }>(
    connection,
    `SELECT file, "row", "case" FROM ${read('memo')} JOIN ${read('memo_target')} t USING (memo)
     WHERE t.kind = 'case' AND "row" IS NOT NULL ORDER BY file, "row"`,
  )
  const study = path.split('/')[0]
  return found
    .filter((one) => cases[one.case] === undefined)
    .map(({ file, row }) => ({
      ...{ file: `${study}/${file}`, row, rule: 'reference', severity: 'warns' as const },
      message: 'expected a unit of the study, found an unknown one; add it to aliases in rules.yaml',
    }))
}

function unmatchedProblem(file: string, names: number, sources: number): Problem[] {
  if (sources === 0) return []
  const message = `expected a unit for every interview, found ${sources} without one and ${names} names that are no unit's; add them to aliases in rules.yaml`
  return [{ file, rule: 'unit-of-interview', severity: 'warns', message }]
}

function roundlessProblem(file: string, sources: number): Problem[] {
  if (sources === 0) return []
  const message = `expected a round of the study for every interview, found ${sources} without one; they give no values`
  return [{ file, rule: 'unit-of-interview', severity: 'warns', message }]
}

/** Codes that rules count and no interview was coded with: perhaps they were renamed in the project. */
function absentCodes(file: string, rules: QuantificationRules, codes: ProjectCode[]): Problem[] {
  if (codes.length === 0) return []
  return rules.rules.flatMap((rule) => {
    const absent = codesOfRule(rule, rules).filter((code) => !codes.some(({ path }) => isUnder(path, code)))
    const message = `expected every code of the rule in the interviews, found none of ${absent.join(', ')}`
    const place = { file, variable: rule.variable, rule: 'code-of-rule' }
    return absent.length > 0 ? [{ ...place, severity: 'warns' as const, message }] : []
  })
}
