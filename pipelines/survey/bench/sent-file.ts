import { join } from 'node:path'
import type { Codebook, Study, Variable } from '@pejling/indicators'
import { literal, withDatabase } from '@pejling/warehouse'

/** A made-up Danish file of 40 columns: a key, two references, 22 coded questions, 10 numbers, 2 days and 3 free texts. */
export type SentFile = { file: string; study: Study; codebook: Codebook; parents: Record<string, string> }

const answers = ['meget uenig', 'uenig', 'hverken eller', 'enig', 'meget enig', 'ved ikke', '']
const remarks = [
  'Vi arbejder meget med små grupper og sprog.',
  'Børnene er glade for at være på legepladsen hele dagen',
  'Der mangler personale om eftermiddagen, især i uge 42',
  'Godt samarbejde med forældre og PPR',
  'Ingen bemærkninger',
]

/** Writes `rows` rows with `;`, a decimal comma and days as dd-mm-yyyy, and the institutions and municipalities they name. */
export async function makeSentFile(folder: string, rows: number): Promise<void> {
  const pick = (list: string[], salt: number) =>
    `[${list.map(literal).join(', ')}][1 + (hash(i, ${salt}) % ${list.length})::INTEGER]`
  const columns = [
    `printf('B%07d', i) AS løbenummer`,
    `printf('I%05d', i % 4000) AS institution`,
    `printf('%03d', i % 98) AS kommunenr`,
    ...named(22, 'spørgsmål', (at) => pick(answers, at)),
    ...named(6, 'tal', (at) => `replace(printf('%.2f', (hash(i, ${100 + at}) % 10000) / 100.0), '.', ',')`),
    ...named(4, 'antal', (at) => `(hash(i, ${200 + at}) % 100)::VARCHAR`),
    ...named(
      2,
      'dato',
      (at) => `strftime(DATE '2026-03-01' + (hash(i, ${300 + at}) % 30)::INTEGER, '%d-%m-%Y')`,
    ),
    ...named(
      3,
      'bemærkning',
      (at) =>
        `CASE WHEN hash(i, ${400 + at}) % 3 = 0 THEN '' ELSE ${pick(remarks, 500 + at)} || ' ' || (i % 1000)::VARCHAR END`,
    ),
  ]
  await withDatabase(async (connection) => {
    await connection.run(
      `COPY (SELECT ${columns.join(', ')} FROM range(${rows}) AS t(i)) TO ${literal(join(folder, 'child.csv'))} (DELIMITER ';', HEADER)`,
    )
    for (const [unit, format, n] of [
      ['institution', 'I%05d', 4000],
      ['municipality', '%03d', 98],
    ])
      await connection.run(
        `COPY (SELECT printf(${literal(String(format))}, i) AS ${unit}_id FROM range(${n}) AS t(i))
         TO ${literal(join(folder, `${unit}.parquet`))} (FORMAT parquet)`,
      )
  })
}

/** What `makeSentFile` left in a folder, with the codebook that fits it. */
export function sentFile(folder: string): SentFile {
  const unit = (id: string, within?: string) => ({
    ...{ id, label: text(id), plural: text(id), key: `${id}_id`, file: `${id}.csv` },
    ...(within && { within }),
    format: { delimiter: ';' as const },
  })
  const study = {
    ...{
      id: 'bench',
      title: text('bench'),
      summary: text('bench'),
      synthetic: true,
      licence: text('free'),
      limits: [],
    },
    source: { citation: 'made up', year: 2026 },
    units: [unit('municipality'), unit('institution', 'municipality'), unit('child', 'institution')],
    design: { note: text('none'), assigned: [], reportingLevel: 0.05, sizes: {} },
  } as Study
  const codebook: Codebook = {
    study: 'bench',
    variables: [
      variable('child_id', 'child', { scale: 'identifier', reading: { column: 'løbenummer' } }),
      variable('institution_id', 'institution', { scale: 'identifier', reading: { column: 'institution' } }),
      variable('municipality_id', 'municipality', { scale: 'identifier', reading: { column: 'kommunenr' } }),
      ...many(22, 'spørgsmål', 'q', {
        scale: 'ordinal',
        categories: answers.slice(0, 5).map((label, at) => ({ id: `c${at}`, label: text(label) })),
        reading: { missing: { 'ved ikke': 'not_answered' } },
      }),
      ...many(6, 'tal', 'x', { scale: 'ratio', range: { min: 0, max: 100 }, reading: { decimal: ',' } }),
      ...many(4, 'antal', 'n', { scale: 'ratio', range: { min: 0, max: 400 } }),
      ...many(2, 'dato', 'd', { scale: 'text', reading: { date: 'dmy' } }),
      ...many(3, 'bemærkning', 't', { scale: 'text' }),
    ],
  }
  const parents = Object.fromEntries(
    ['institution', 'municipality'].map((id) => [id, join(folder, `${id}.parquet`)]),
  )
  return { file: join(folder, 'child.csv'), study, codebook, parents }
}

/** The types DuckDB alone would be told for the same columns. */
export function bareTypes(codebook: Codebook): Record<string, string> {
  return Object.fromEntries(
    codebook.variables.map(({ reading, categories, scale }) => [
      reading!.column!,
      categories
        ? `ENUM(${answers.map(literal).join(', ')})`
        : reading?.date
          ? 'DATE'
          : scale === 'ratio'
            ? 'DOUBLE'
            : 'VARCHAR',
    ]),
  )
}

function named(n: number, name: string, sql: (at: number) => string): string[] {
  return Array.from({ length: n }, (_, at) => `${sql(at)} AS ${name}_${at + 1}`)
}

function many(n: number, column: string, id: string, rest: Partial<Variable>): Variable[] {
  return Array.from({ length: n }, (_, at) =>
    variable(`${id}${at + 1}`, 'child', {
      ...rest,
      reading: { ...rest.reading, column: `${column}_${at + 1}` },
    }),
  )
}

function variable(id: string, unit: string, rest: Partial<Variable>): Variable {
  return { id, unit, label: text(id), scale: 'text', quality: 'process', disclosure: 'quasi', ...rest }
}

function text(words: string) {
  return { da: words, en: words }
}
