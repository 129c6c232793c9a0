import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Codebook, Study, Variable } from '@pejling/indicators'
import { buildEdition, type Edition, openEdition, withDatabase, writeRows } from '@pejling/warehouse'

const text = (word: string) => ({ da: `${word} æøå`, en: `${word} <&> "en"` })
const variable = (id: string, unit: string, rest: Partial<Variable>): Variable => ({
  ...{ id, label: text(id), unit, scale: 'identifier', quality: 'structure', disclosure: 'open' },
  ...rest,
})

export function studyOf(id: string, synthetic: boolean): Study {
  return {
    ...{
      id,
      title: text(id),
      summary: text('summary'),
      synthetic,
      licence: text('free'),
      limits: [text('limit')],
    },
    source: { citation: `Made up for ${id}`, year: 2026 },
    units: [
      {
        id: 'municipality',
        label: text('m'),
        plural: text('ms'),
        key: 'municipality_id',
        file: 'units/m.csv',
      },
      {
        ...{ id: 'school', label: text('s'), plural: text('ss'), key: 'school_id', file: 'units/s.csv' },
        within: 'municipality',
      },
    ],
    design: { note: text('-'), assigned: [], reportingLevel: 0.05, sizes: { municipality: 2, school: 12 } },
    firstRelation: { x: 'tool', y: 'mood' },
  }
}

const categories = (...ids: string[]) => ids.map((id) => ({ id, label: text(id) }))
/** `grant` is what its number is called: as it is, it is a word of SQL. */
export const codebookOf = (study: string, grant = 'grant'): Codebook => ({
  study,
  variables: [
    variable('municipality_id', 'municipality', { disclosure: 'quasi' }),
    variable('school_id', 'school', { disclosure: 'identifier' }),
    variable('tool', 'school', { scale: 'ordinal', categories: categories('none', 'some') }),
    variable('mood', 'school', {
      ...{ scale: 'ordinal', categories: categories('bad', 'good'), disclosure: 'sensitive' },
      description: text('asked in spring'),
    }),
    variable(grant, 'school', { scale: 'ratio', range: { min: 0 }, decimals: 1, measure: text('DKK') }),
  ],
})

/** An edition of an open study and one that is not, of twelve schools each, in a folder of its own. */
export async function twoStudies({ grant = 'grant' } = {}): Promise<{
  edition: Edition
  folder: string
  close(): Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-archive-'))
  const why = 'VARCHAR'
  const outer = { line: 'BIGINT', municipality_id: 'VARCHAR', municipality_id__missing: why }
  const [m, s] = [join(folder, 'm.parquet'), join(folder, 's.parquet')]
  const schools = Array.from({ length: 12 }, (_, at) => ({
    ...{
      line: at + 2,
      municipality_id: String(1 + (at % 2)),
      school_id: at === 11 ? '=secret-11' : `secret-${at}`,
    },
    ...{ tool: at % 3 ? 'some' : 'none', mood: at === 1 ? null : at % 4 ? 'good' : 'bad' },
    ...{ mood__missing: at === 1 ? 'not_answered' : null, [grant]: at + 0.1 },
  }))
  await withDatabase(async (connection) => {
    const municipalities = ['1', '2'].map((municipality_id, at) => ({ line: at + 2, municipality_id }))
    await writeRows(connection, municipalities, outer, m)
    const own = ['school_id', 'tool', 'mood'].flatMap((name) => [
      [name, why],
      [`${name}__missing`, why],
    ])
    const columns = {
      ...{ ...outer, ...Object.fromEntries(own) },
      ...{ [grant]: 'DOUBLE', [`${grant}__missing`]: why },
    }
    await writeRows(connection, schools, columns, s)
  })
  const file = join(folder, 'aaaa000011112222.duckdb')
  const sourceFile = (path: string, words: string) => {
    const content = new TextEncoder().encode(words)
    return { path, content, sha256: createHash('sha256').update(content).digest('hex') }
  }
  const content = {
    ...{ hash: 'aaaa000011112222', codeVersion: 'v1', provenance: [] },
    studies: [studyOf('shown', true), studyOf('closed', false)].map((study) => ({
      ...{
        study,
        codebook: codebookOf(study.id, grant),
        tables: [],
        problems: [],
        indicators: [],
        checks: [],
      },
      units: { municipality: [{ rows: m }], school: [{ rows: s }] },
      files: [
        sourceFile('study.yaml', `id: ${study.id}`),
        sourceFile('units/s.csv', 'school_id\nsecret-0\n'),
      ],
    })),
  }
  await buildEdition(file, content)
  const edition = await openEdition(file)
  return {
    ...{ edition, folder },
    async close() {
      await edition.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
