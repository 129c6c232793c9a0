import type { Problem } from '@pejling/indicators'
import { type Connection, type Delimited, identifier, rows } from '@pejling/warehouse'
import { readTable } from './read.ts'
import type { Rule } from './rules.ts'

/** At most this many places are named for one rule of one variable; the last one stands for all the rest. */
const named = 20

/** The first places where a rule is broken, with what stands in the file there. */
export async function placesOf(
  connection: Connection,
  path: string,
  delimited: Delimited,
  { variable, name, rule, severity, bad, message }: Rule,
): Promise<Problem[]> {
  const found = await rows<{ line: number; text: string; total: number }>(
    connection,
    `WITH bad AS (SELECT line, count(*) OVER () AS total FROM ${readTable} WHERE ${bad} ORDER BY line LIMIT ${named})
     SELECT bad.line, trim(file.${identifier(name)}) AS text, total
     FROM bad JOIN ${delimited.rows()} AS file ON bad.line = file.line ORDER BY bad.line`,
  )
  return found.map(({ line, text, total }, index) => {
    const n = index === named - 1 ? total - named + 1 : 1
    return {
      ...{ file: path, row: line, variable, rule, severity, message: message(text) },
      ...(n > 1 ? { count: n } : {}),
    }
  })
}
