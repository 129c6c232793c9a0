import { type Connection, type Delimited, identifier, literal, rows } from '@pejling/warehouse'

/** What a column of text seems to hold, told by counts over all its rows. */
export type ColumnProfile = {
  name: string
  n: number
  empty: number
  distinct: number
  /** Cells by what they look like; empty ones are none of them. */
  whole: number
  decimalComma: number
  decimalPoint: number
  /** `1.234`: a full stop that may be a thousands mark; these have a decimal point as well. */
  oneDot: number
  /** `1.234.567`: full stops that can be nothing else. */
  dots: number
  /** `1.234,5` */
  dotsAndComma: number
  leadingZero: number
  date: number
  civilNumber: number
  mail: number
  /** Cells with more than forty characters. */
  long: number
  min: number | null
  max: number | null
  /** The different texts with their counts, if there are at most twelve; the most frequent first. */
  texts: { text: string; n: number }[]
  /** Texts that look like no number, of a column where most do; at most twelve. */
  odd: { text: string; n: number }[]
}

const few = 12
const patterns = {
  whole: '^-?[0-9]+$',
  decimalComma: '^-?[0-9]+(\\.[0-9]{3})*,[0-9]+$',
  decimalPoint: '^-?[0-9]+\\.[0-9]+$',
  oneDot: '^-?[0-9]{1,3}\\.[0-9]{3}$',
  dots: '^-?[0-9]{1,3}(\\.[0-9]{3}){2,}$',
  dotsAndComma: '^-?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+$',
  leadingZero: '^0[0-9]+$',
  date: '^[0-3]?[0-9][-./][01]?[0-9][-./](19|20)[0-9]{2}$|^(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]$',
  civilNumber: '^[0-3][0-9][01][0-9]{3}-?[0-9]{4}$',
  mail: '^[^@ ]+@[^@ ]+\\.[^@ ]+$',
}
const number = '^-?[0-9]+([.,][0-9]+)*$'

/** Profiles every column of a delimited file, each in one pass. */
export async function columnProfiles(connection: Connection, file: Delimited): Promise<ColumnProfile[]> {
  await connection.run(`CREATE OR REPLACE TABLE drafted AS SELECT * FROM ${file.rows()}`)
  const profiles: ColumnProfile[] = []
  for (const name of file.columns) profiles.push(await profile(connection, name))
  return profiles
}

async function profile(connection: Connection, name: string): Promise<ColumnProfile> {
  const text = `trim(${identifier(name)})`
  const counts = Object.entries(patterns).map(
    ([key, pattern]) =>
      `count(*) FILTER (WHERE regexp_matches(t, ${literal(pattern)})) AS ${identifier(key)}`,
  )
  const plain = `TRY_CAST(CASE WHEN t LIKE '%,%' OR regexp_matches(t, ${literal(patterns.dots)})
    THEN replace(replace(t, '.', ''), ',', '.') ELSE t END AS DOUBLE)`
  const [found] = await rows<Omit<ColumnProfile, 'name' | 'texts' | 'odd'>>(
    connection,
    `SELECT count(*) AS n, count(*) FILTER (WHERE t = '') AS empty, count(DISTINCT t) FILTER (WHERE t <> '') AS distinct,
       ${counts.join(', ')}, count(*) FILTER (WHERE length(t) > 40) AS long,
       min(${plain}) AS min, max(${plain}) AS max
     FROM (SELECT ${text} AS t FROM drafted)`,
  )
  const most = async (where: string) =>
    rows<{ text: string; n: number }>(
      connection,
      `SELECT t AS text, count(*) AS n FROM (SELECT ${text} AS t FROM drafted)
       WHERE t <> '' AND ${where} GROUP BY t ORDER BY n DESC, t LIMIT ${few}`,
    )
  return {
    ...{ name, ...found },
    texts: found.distinct <= few ? await most('true') : [],
    odd: await most(`NOT regexp_matches(t, ${literal(number)})`),
  }
}
