import { join } from 'node:path'
import type { Judgement, QuantificationRules, SettledCoding, UnitValue } from '@pejling/indicators'
import {
  type Connection,
  type InterviewTableName,
  interviewTables,
  missingColumn,
  writeRows,
} from '@pejling/warehouse'

/** The rows of a unit, of one round if it has rounds: their lines, and the keys that stand there. */
export type UnitLines = { round?: string; lines: { line: number; key: string | null }[] }

/** The values with all they rest on, as they stand in an edition. */
export async function writeValues(
  connection: Connection,
  values: UnitValue[],
  { units, cases }: { units: Map<string, string>; cases: (string | undefined)[] },
  { judgements, settled }: { judgements: Judgement[]; settled: SettledCoding[] },
  output: string,
): Promise<void> {
  const write = (name: InterviewTableName, found: object[]) =>
    writeRows(connection, found, interviewTables[name], join(output, `${name}.parquet`))
  await write(
    'source_unit',
    [...units].map(([source, unit]) => ({ source, unit })),
  )
  await write(
    'case_unit',
    cases.flatMap((unit, index) => (unit === undefined ? [] : [{ case: index, unit }])),
  )
  await write(
    'unit_value',
    values.map(({ reason, mentionedIn, ...value }) => ({
      ...value,
      ...{ mentioned_in: mentionedIn, reason_da: reason?.da, reason_en: reason?.en },
    })),
  )
  await write(
    'unit_value_excerpt',
    values.flatMap(({ unit, variable, round, excerpts }) =>
      excerpts.map((excerpt) => ({ unit, variable, excerpt, round })),
    ),
  )
  await write(
    'unit_value_coder',
    values.flatMap(({ unit, variable, round, coders }) =>
      coders.map((coder) => ({ unit, variable, coder, round })),
    ),
  )
  // What coders wrote beside a judgement may be about persons: it stays where it was written.
  await write(
    'judgement',
    judgements.map(({ unit, variable, coder, value, settles = false }) => ({
      ...{ unit, variable, coder, value, settles },
    })),
  )
  await write('settled_coding', settled)
}

/** As derive steps write theirs: `line`, and a value and a missing reason for each variable; a file for each round. */
export async function writeVariables(
  connection: Connection,
  values: UnitValue[],
  { round, lines }: UnitLines,
  { rules, output }: { rules: QuantificationRules; output: string },
): Promise<void> {
  const made = rules.rules.map(({ variable }) => variable)
  const own = values.filter((value) => value.round === round)
  const found = new Map(own.map((value) => [JSON.stringify([value.unit, value.variable]), value]))
  const missing = round !== undefined && own.length === 0 ? 'not_asked' : 'not_codable'
  const columns = made.flatMap((variable) => [variable, missingColumn(variable)])
  await writeRows(
    connection,
    lines.map(({ line, key }) => ({
      line,
      ...Object.fromEntries(
        made.flatMap((variable) => {
          // A row without a key is no unit anybody could have been interviewed about.
          const known: Partial<UnitValue> = found.get(JSON.stringify([key, variable])) ?? { missing }
          return [
            [variable, known.value],
            [missingColumn(variable), known.missing],
          ]
        }),
      ),
    })),
    { line: 'BIGINT', ...Object.fromEntries(columns.map((column) => [column, 'VARCHAR'])) },
    join(output, `${round ?? 'derived'}.parquet`),
  )
}
