import { type Connection, identifier, literal, rows } from '@pejling/warehouse'
import {
  holdsPerson,
  isDated,
  isEightDigits,
  isTenDigits,
  type PersonKind,
  personKinds,
  preparePersons,
} from './person-sql.ts'

/**
 * What texts that are no known code are: a `code` that may be shown, a `free` text that may not, or one that holds a person.
 */
export type TextKind = 'code' | 'free' | PersonKind

/** A text that breaks a rule, with how many rows have it and the first of them. */
export type BadText = { text: string; kind: TextKind; n: number; lines: number[] }

/** Longer than this, or of more words, it is no code. */
const codeLength = 40
const codeWords = 5
/** At most so many different texts are looked at one by one; what follows is counted as one. */
export const looked = 1000

/**
 * The different texts of a table with `line` and `text`, most frequent first, each with what it is. `show` is SQL that says
 * which are codes whatever their length: texts that are nearly a known one.
 */
export async function badTexts(connection: Connection, table: string): Promise<BadText[]> {
  await preparePersons(connection)
  const text = identifier('text')
  const persons = personKinds.map((kind) => `WHEN ${holdsPerson[kind](text)} THEN ${literal(kind)}`)
  return rows<BadText>(
    connection,
    `WITH told AS (
       SELECT text, count(*) AS n, min(line::INTEGER, 20) AS lines FROM ${table} GROUP BY text ORDER BY min(line), text LIMIT ${looked}
     )
     SELECT text, n, lines, CASE ${persons.join(' ')}
       WHEN ${isTenDigits(text)} AND ${isDated(text)} THEN 'cpr' WHEN ${isEightDigits(text)} THEN 'phone'
       WHEN TRY_CAST(lower(text) AS first_name) IS NOT NULL OR TRY_CAST(lower(text) AS last_name) IS NOT NULL
         OR length(text) > ${codeLength} OR len(string_split(text, ' ')) > ${codeWords} THEN 'free'
       ELSE 'code' END AS kind
     FROM told ORDER BY lines[1], text`,
  )
}
