import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Category, Codebook, Disclosure, Indicator, Study, Variable } from '@pejling/indicators'
import { buildEdition, type Edition, openEdition, withDatabase, writeRows } from '../src/index.ts'

const text = (word: string) => ({ da: word, en: word })
const categories = (...ids: string[]): Category[] => ids.map((id) => ({ id, label: text(id) }))
const variable = (id: string, unit: string, rest: Partial<Variable>): Variable => ({
  ...{ id, label: text(id), unit, scale: 'nominal', quality: 'process', disclosure: 'sensitive' },
  ...rest,
})

/** Places of a variable: its categories, and what stands for a missing value. */
export const places: Record<string, string[]> = {
  model: ['none', 'free', 'tied'],
  load: ['low', 'high'],
  screening: ['no', 'some', 'all'],
  groups: ['never', 'often'],
  mood: ['good', 'fair', 'poor'],
}

const codebookOf: Variable[] = [
  variable('municipality_id', 'municipality', { scale: 'identifier', disclosure: 'quasi' }),
  variable('model', 'municipality', { scale: 'ordinal', categories: categories(...places.model) }),
  variable('load', 'municipality', { categories: categories(...places.load), disclosure: 'quasi' }),
  variable('institution_id', 'institution', { scale: 'identifier', disclosure: 'identifier' }),
  variable('screening', 'institution', { scale: 'ordinal', categories: categories(...places.screening) }),
  variable('screens', 'institution', {
    categories: categories('no', 'yes'),
    derived: { from: 'screening', recode: {}, note: text('-') },
  }),
  variable('groups', 'institution', { categories: categories(...places.groups) }),
  variable('grant', 'institution', { scale: 'ratio', disclosure: 'quasi' }),
  variable('size', 'institution', { scale: 'ratio', disclosure: 'open' }),
  variable('bequest', 'institution', { scale: 'ratio' }),
  variable('child_id', 'child', { scale: 'identifier', disclosure: 'identifier' }),
  variable('mood', 'child', { scale: 'ordinal', categories: categories(...places.mood) }),
]

/** Whether an institution screens, as an indicator. */
const screened: Indicator = {
  ...{ id: 'screened', label: text('Screened'), meaning: text('-'), quality: 'process', owner: text('-') },
  firstRound: '2026',
  definitions: [{ version: 1, date: '2026-01-01', reason: text('-'), variable: 'screening' }],
}

export type Institution = {
  institution_id: string
  municipality_id: string
  screening: string | null
  groups: string | null
  grant: number | null
  size: number
  bequest: number
}
export type Row = Institution & { model: string; load: string }

const models = ['none', 'none', 'free', 'free', 'tied', 'tied']
const loads = ['low', 'high', 'low', 'high', 'low', 'high']

/** A made-up round of forty institutions, with small and empty cells, missing values and a whole group. */
export function institutions(): Row[] {
  // The next state of a fixed sequence: no clock, no chance.
  let state = 12
  const next = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  return Array.from({ length: 40 }, (_, i) => {
    const municipality = i % 6
    const model = models[municipality]
    const screening =
      model === 'tied' ? ['all', 'all', 'all', 'some', 'no'][next(5)] : ['no', 'no', 'some', 'all'][next(4)]
    return {
      institution_id: `i${i}`,
      municipality_id: `m${municipality}`,
      ...{ model, load: loads[municipality] },
      screening: next(9) === 0 ? null : screening,
      groups: next(14) === 0 ? null : model === 'tied' ? 'often' : places.groups[next(2)],
      grant: next(12) === 0 ? null : 100 + next(900),
      size: 20 + (i % 7) * 10,
      // Nearly all of it went to two of them.
      bequest: i < 2 ? 1000 : 1,
    }
  })
}

export type Child = Row & { child_id: string; mood: string }

/** Four children of each institution, with what is known of it. */
export function children(rows: Row[]): Child[] {
  return rows.flatMap((row, i) =>
    Array.from({ length: 4 }, (_, k) => ({
      ...row,
      ...{ child_id: `c${i}-${k}`, mood: places.mood[(i * 7 + k * 3) % 11 === 0 ? 2 : (i + k) % 2] },
    })),
  )
}

/** The six municipalities. */
export function municipalities(): { municipality_id: string; model: string; load: string }[] {
  return models.map((model, i) => ({ municipality_id: `m${i}`, model, load: loads[i] }))
}

export type Closed = { edition: Edition; rows: Row[]; study: Study; close(): Promise<void> }

/** An edition of the round, closed, with what its study says about who may see what. */
export async function closedEdition(
  disclosure?: Disclosure,
  rest: Partial<Study> = {},
  rows = institutions(),
): Promise<Closed> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-closed-'))
  const study: Study = {
    ...{
      id: 'round',
      title: text('Round'),
      summary: text('-'),
      synthetic: false,
      licence: text('-'),
      limits: [],
    },
    source: { citation: 'Made up for a test.', year: 2026 },
    units: [
      { id: 'municipality', label: text('m'), plural: text('m'), key: 'municipality_id', file: 'm.csv' },
      {
        ...{ id: 'institution', label: text('i'), plural: text('i'), key: 'institution_id', file: 'i.csv' },
        within: 'municipality',
      },
      {
        id: 'child',
        label: text('c'),
        plural: text('c'),
        key: 'child_id',
        file: 'c.csv',
        within: 'institution',
      },
    ],
    design: {
      ...{ note: text('-'), reportingLevel: 0.05, sizes: { municipality: 6, institution: 40, child: 160 } },
      assigned: [{ variable: 'model', level: 'municipality' }],
    },
    firstRelation: { x: 'model', y: 'screening' },
    ...(disclosure && { disclosure }),
    ...rest,
  }
  const codebook: Codebook = { study: 'round', variables: codebookOf }
  const parquet = (name: string) => join(folder, `${name}.parquet`)
  await withDatabase(async (connection) => {
    await writeRows(
      connection,
      municipalities().map((one, i) => withReasons({ line: i + 2, ...one })),
      columnsOf('municipality_id', 'model', 'load'),
      parquet('m'),
    )
    await writeRows(
      connection,
      rows.map(({ model: _, load: __, ...row }, i) =>
        withReasons({
          line: i + 2,
          ...row,
          screens: row.screening && (row.screening === 'no' ? 'no' : 'yes'),
        }),
      ),
      {
        ...columnsOf('institution_id', 'municipality_id', 'screening', 'screens', 'groups'),
        ...{ grant: 'DOUBLE', grant__missing: 'VARCHAR', size: 'DOUBLE', size__missing: 'VARCHAR' },
        ...{ bequest: 'DOUBLE', bequest__missing: 'VARCHAR' },
      },
      parquet('i'),
    )
    await writeRows(
      connection,
      children(rows).map(({ child_id, institution_id, municipality_id, mood }, i) =>
        withReasons({ line: i + 2, child_id, institution_id, municipality_id, mood }),
      ),
      columnsOf('child_id', 'institution_id', 'municipality_id', 'mood'),
      parquet('c'),
    )
  })
  const file = join(folder, 'closed.duckdb')
  await buildEdition(file, {
    ...{ hash: 'fedcba9876543210', codeVersion: 'v1', provenance: [] },
    studies: [
      {
        ...{ study, codebook, tables: [], problems: [], indicators: [screened] },
        units: {
          municipality: [{ rows: parquet('m') }],
          institution: [{ rows: parquet('i') }],
          child: [{ rows: parquet('c') }],
        },
        files: ['i.csv', 'study.yaml'].map((path) => ({
          path,
          sha256: 'abc',
          content: new TextEncoder().encode('x'),
        })),
      },
    ],
  })
  const edition = await openEdition(file)
  return {
    ...{ edition, rows, study },
    async close() {
      await edition.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function columnsOf(...names: string[]): Record<string, string> {
  return Object.fromEntries([
    ['line', 'BIGINT'],
    ...names.flatMap((name) => [
      [name, 'VARCHAR'],
      [`${name}__missing`, 'VARCHAR'],
    ]),
  ]) as Record<string, string>
}

function withReasons(row: Record<string, string | number | null>): Record<string, string | number | null> {
  return {
    ...row,
    ...Object.fromEntries(
      Object.entries(row)
        .filter(([name]) => name !== 'line')
        .map(([name, value]) => [`${name}__missing`, value === null ? 'not_answered' : null]),
    ),
  }
}
