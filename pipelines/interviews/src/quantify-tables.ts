import { join } from 'node:path'
import {
  type Coding,
  type Excerpt,
  type InterviewCase,
  type InterviewSource,
  interviewUnits,
  type Judgement,
  type Problem,
  quantify,
  type QuantificationRules,
  type Variable,
} from '@pejling/indicators'
import { type Connection, type Limits, literal, rows, withDatabase, writeRows } from '@pejling/warehouse'

export type QuantifiedTables = {
  /** The folder `loadInterviews` wrote, and the name its file is known by. */
  tables: string
  path: string
  rules: QuantificationRules
  variables: Variable[]
  /** Every unit that is to have a value, by its key. */
  keys: string[]
  judgements?: Judgement[]
  /** The folder for `unit_value.parquet`, `unit_value_excerpt.parquet` and `unit_value_coder.parquet`. */
  output: string
  limits?: Limits
}

const text = 'VARCHAR'
const count = 'INTEGER'

/**
 * Runs a study's rules over the tables of its interviews: a value for every unit and rule, and beside it the excerpts and
 * coders it rests on. An interview that is about no known unit is told, by count.
 */
export async function quantifyTables(
  given: QuantifiedTables,
): Promise<{ rows: number; problems: Problem[] }> {
  const { tables, path, rules, variables, keys, judgements, output, limits } = given
  return withDatabase(async (connection) => {
    const project = await readTables(connection, tables)
    const { units, unmatched } = interviewUnits(project, rules.unit, keys)
    const values = quantify(rules, variables, { project, units, keys, judgements })
    await writeRows(
      connection,
      values.map(({ reason, mentionedIn, ...value }) => ({
        ...value,
        ...{ mentioned_in: mentionedIn, reason_da: reason?.da, reason_en: reason?.en },
      })),
      {
        ...{ unit: text, variable: text, value: text, missing: text, reason_da: text, reason_en: text },
        ...{ rule: text, version: count, interviews: count, mentioned_in: count },
      },
      join(output, 'unit_value.parquet'),
    )
    await writeRows(
      connection,
      values.flatMap(({ unit, variable, excerpts }) =>
        excerpts.map((excerpt) => ({ unit, variable, excerpt })),
      ),
      { unit: text, variable: text, excerpt: text },
      join(output, 'unit_value_excerpt.parquet'),
    )
    await writeRows(
      connection,
      values.flatMap(({ unit, variable, coders }) => coders.map((coder) => ({ unit, variable, coder }))),
      { unit: text, variable: text, coder: text },
      join(output, 'unit_value_coder.parquet'),
    )
    return {
      rows: values.length,
      problems: unmatchedProblem(path, unmatched.length, project.sources.length - units.size),
    }
  }, limits)
}

type Tables = {
  sources: InterviewSource[]
  excerpts: Excerpt[]
  codings: Coding[]
  cases: InterviewCase[]
}

/** Of a project what rules speak of, as it was held when the tables were written. */
async function readTables(connection: Connection, folder: string): Promise<Tables> {
  const table = (name: string) => `read_parquet(${literal(join(folder, `${name}.parquet`))})`
  const read = <Row>(sql: string) => rows<Row>(connection, sql)
  const classified = await read<{
    source: string | null
    case: number | null
    classification: string
    value: string
  }>(`SELECT * FROM ${table('classified')}`)
  const values = (of: 'source' | 'case') => {
    const by = Map.groupBy(classified, (row) => row[of])
    return (id: string | number) =>
      Object.fromEntries((by.get(id) ?? []).map(({ classification, value }) => [classification, value]))
  }
  const [ofSource, ofCase] = [values('source'), values('case')]
  const members = Map.groupBy(
    await read<{ case: number; kind: string; member: string }>(`SELECT * FROM ${table('case_member')}`),
    (row) => row.case,
  )
  const held = (index: number, kind: string) =>
    (members.get(index) ?? []).flatMap((row) => (row.kind === kind ? row.member : []))
  const sources = await read<{
    source: string
    name: string
    kind: InterviewSource['kind']
    of: string | null
    certain: boolean
  }>(`SELECT source, name, kind, "of", certain FROM ${table('source')} ORDER BY position`)
  const cases = await read<{ case: number; name: string | null }>(
    `SELECT "case", name FROM ${table('case')} ORDER BY "case"`,
  )
  const codings = await read<{ excerpt: string; code: string; coder: string | null }>(
    `SELECT excerpt, code, coder FROM ${table('coding')}`,
  )
  const excerpts = await read<{ excerpt: string; source: string }>(
    `SELECT excerpt, source FROM ${table('excerpt')}`,
  )
  return {
    sources: sources.map(({ source: id, of, ...rest }) => ({
      id,
      ...rest,
      ...(of === null ? {} : { of }),
      values: ofSource(id),
    })),
    // Rules count excerpts; where they are is looked up by their key.
    excerpts: excerpts.map(({ excerpt: id, source }) => ({ id, source, place: { kind: 'whole' } })),
    codings: codings.map(({ coder, ...rest }) => ({ ...rest, ...(coder === null ? {} : { coder }) })),
    cases: cases.map(({ case: index, name }) => ({
      ...(name === null ? {} : { name }),
      ...{
        values: ofCase(index),
        sources: held(index, 'source'),
        excerpts: held(index, 'excerpt'),
        codes: held(index, 'code'),
      },
    })),
  }
}

function unmatchedProblem(file: string, names: number, sources: number): Problem[] {
  if (sources === 0) return []
  const message = `expected a unit for every interview, found ${sources} without one and ${names} names that are no unit's; add them to aliases in rules.yaml`
  return [{ file, rule: 'unit-of-interview', severity: 'warns', message }]
}
