import { type Connection, identifier, literal } from '@pejling/warehouse'

/** How much to make; `children` in each round. */
export type SampleSize = { institutions: number; children: number; rounds: number; seed: number }

/** The municipalities there are for so many institutions: about forty in each, at least 6 and at most 98. */
export function municipalitiesFor(institutions: number): number {
  return Math.min(98, Math.max(6, Math.round(institutions / 41)))
}

/**
 * Made-up municipalities. Bound money and screening hang together, so that a relation has something to show.
 * Everything is a hash of the seed, what it is and its number: the same seed gives the same bytes.
 */
export async function writeMunicipalities(
  connection: Connection,
  { institutions, seed }: SampleSize,
  file: string,
): Promise<void> {
  const count = municipalitiesFor(institutions)
  const [fronts, ends] = [
    ['Ær', 'Øst', 'Søn', 'Nør', 'Blå', 'Skær', 'Hæ', 'Grøn', 'Kær', 'Fjeld', 'Mølle', 'Å', 'Bjørn'],
    ['by', 'borg', 'bæk', 'løse', 'rød', 'ådal', 'sø', 'høj'],
  ]
  await copy(
    connection,
    `SELECT lpad(m::VARCHAR, 3, '0') AS kommunenr,
       ${listOf(fronts)}[1 + (m % ${fronts.length})] || ${listOf(ends)}[1 + (m % ${ends.length})] AS kommune,
       ${listOf(['ingen model', 'ikke-bundne midler', 'bundne midler'])}[1 + ${modelOf('m', seed)}] AS tildelingsmodel,
       CASE WHEN ${modelOf('m', seed)} > 0 THEN ${decimal(`1 + 9 * ${chance(seed, 'budget', 'm')}`)} END AS budgetandel
     FROM range(1, ${count + 1}) AS t(m) ORDER BY m`,
    file,
  )
}

/** The institutions of one round, in the columns of its version of the questionnaire. */
export async function writeInstitutions(
  connection: Connection,
  size: SampleSize,
  round: number,
  isSecond: boolean,
  file: string,
): Promise<void> {
  const { institutions, seed } = size
  const by = (what: string) => chance(seed, what, 'i', round)
  const model = modelOf('m', seed)
  const level = `0.18 * ${model} + 0.1 * load / 5 + 0.02 * ${Math.min(round, 10)}`
  const small = `small_u + ${level} - 0.2`
  const columns = isSecond
    ? [
        [answer(`${by('s1')} + ${level}`, ['erfaring', 'sprogscreening', 'øvrige redskaber']), 'opsporing'],
        [
          answer(`${by('s2')} + ${level} - 0.1`, ['aldrig eller af og til', 'ofte eller altid']),
          'analyseredskaber',
        ],
        [answer(`${small} - 0.25`, ['ikke', 'i nogen grad', 'ofte']), 'små_grupper'],
        [
          `CASE WHEN ${model} = 0 THEN 'ikke relevant' WHEN ${by('dk')} < 0.08 THEN 'ved ikke'
             WHEN ${by('s7')} < 0.35 + 0.2 * ${model} THEN 'ja' ELSE 'nej' END`,
          'kender_formål',
        ],
      ]
    : [
        [
          answer(`${by('s1')} + ${level}`, ['erfaring', 'sprogscreening', 'øvrige redskaber']),
          's1_opsporing',
        ],
        [answer(`${by('s2')} + ${level} - 0.1`, ['aldrig', 'af og til', 'ofte', 'altid']), 's2_redskaber'],
        [answer(small, ['ikke', 'i nogen grad', 'ofte']), 's3_små_grupper'],
      ]
  await copy(
    connection,
    `SELECT 'I' || lpad(i::VARCHAR, 5, '0') AS institution, lpad(m::VARCHAR, 3, '0') AS kommunenr,
       load::VARCHAR AS belastningsgrad, (25 + floor(140 * ${by('size')}))::INTEGER AS "indskrevne_børn",
       ${decimal(`3 + 0.1 * load + 4 * ${by('ratio')}`)} AS "børn_pr_voksen",
       CASE WHEN ${model} = 0 THEN NULL ELSE ${thousands(`50000 + 90000 * load + 400000 * ${by('grant')}`)} END AS ekstrabevilling,
       ${columns.map(([sql, name]) => `${missing(sql, by(`no ${name}`))} AS ${identifier(name)}`).join(', ')}
     FROM (SELECT i, 1 + (i % ${municipalitiesFor(institutions)}) AS m, 1 + floor(5 * ${chance(seed, 'load', 'i')})::INTEGER AS load,
             ${chance(seed, 'small', 'i', round)} AS small_u
           FROM range(1, ${institutions + 1}) AS t(i)) ORDER BY i`,
    file,
  )
}

/** The children of one round: each lies in one of its institutions. */
export async function writeChildren(
  connection: Connection,
  { children, institutions, seed }: SampleSize,
  round: number,
  isSecond: boolean,
  file: string,
): Promise<void> {
  const by = (what: string) => chance(seed, what, 'c', round)
  const language = answer(by('language'), ['dansk', 'dansk', 'dansk og et andet', 'et andet'])
  const better = `0.15 * (home = 'dansk')::INTEGER + 0.004 * age`
  const asked: [string, string, string][] = [
    [
      answer(`${by('band')} + ${better}`, ['særlig indsats', 'fokuseret indsats', 'generel indsats']),
      'sprogvurdering',
      's4',
    ],
    [answer(`0.24 + 0.9 * ${by('well')}`, ['rød', 'gul', 'grøn']), 'trivsel', 's5'],
    [
      answer(`${by('group')} ${isSecond ? '- 0.2' : ''}`, ['nej', 'ja']),
      isSecond ? 'i_lille_gruppe' : 'lille_gruppe',
      's6',
    ],
  ]
  const questions = asked.map(([sql, name, number]) => [sql, isSecond ? name : `${number}_${name}`])
  if (isSecond)
    questions.push([
      `CASE WHEN ${by('dk')} < 0.05 THEN 'ved ikke' ELSE (1 + floor(10 * ${by('concern')} * ${by('more')}))::INTEGER::VARCHAR END`,
      'bekymringsgrad',
    ])
  await copy(
    connection,
    `SELECT 'B' || lpad(c::VARCHAR, 7, '0') AS "løbenummer", 'I' || lpad(i::VARCHAR, 5, '0') AS institution,
       lpad((1 + i % ${municipalitiesFor(institutions)})::VARCHAR, 3, '0') AS kommunenr, age AS "alder_i_måneder", home AS sprog_i_hjemmet, ${decimal(`5 * sqrt(${by('days')})`)} AS "fremmøde",
       ${questions.map(([sql, name]) => `${missing(sql, by(`no ${name}`))} AS ${identifier(name)}`).join(', ')}
     FROM (SELECT c, 1 + c % ${institutions} AS i, (8 + floor(64 * ${by('age')}))::INTEGER AS age, ${language} AS home
           FROM range(1, ${children + 1}) AS t(c)) ORDER BY c`,
    file,
  )
}

async function copy(connection: Connection, query: string, file: string): Promise<void> {
  await connection.run(`COPY (${query}) TO ${literal(file)} (FORMAT csv, HEADER, DELIMITER ';')`)
}

/** A number from 0 up to 1 that only depends on the seed, what it is for, and which row. */
function chance(seed: number, what: string, row: string, round = 0): string {
  return `((hash(${row}, ${literal(`${what} ${seed} ${round}`)}) % 1000003) / 1000003.0)`
}

/** 0, 1 or 2: no model, unbound, bound; every third municipality each. */
function modelOf(municipality: string, seed: number): string {
  return `((${municipality} + ${seed}) % 3)`
}

function answer(level: string, answers: string[]): string {
  const place = `least(${answers.length}, greatest(1, 1 + floor(${answers.length} * (${level}))::INTEGER))`
  return `${listOf(answers)}[${place}]`
}

/** One in thirty leaves it empty. */
function missing(sql: string, chance: string): string {
  return `CASE WHEN ${chance} < 0.033 THEN NULL ELSE ${sql} END`
}

function decimal(number: string): string {
  return `replace(printf('%.1f', ${number}), '.', ',')`
}

function thousands(number: string): string {
  return `replace(format('{:,}', floor(${number})::BIGINT), ',', '.')`
}

function listOf(words: string[]): string {
  return `[${words.map(literal).join(', ')}]`
}
