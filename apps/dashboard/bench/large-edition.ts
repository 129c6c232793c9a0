import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Codebook, Study, Variable } from '@pejling/indicators'
import { buildEdition, withDatabase } from '@pejling/warehouse'

/** So many questions stand in the study, so that many different pairs of them can be asked, all as dear. */
export const questions = 12

/**
 * An edition of one made-up study with so many respondents, built by the house's own build; none of the answers is anybody's.
 *
 * @returns its file, in a new folder
 */
export async function largeEdition(respondents: number): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-large-'))
  const [rows, file] = [join(folder, 'rows.parquet'), join(folder, 'large.duckdb')]
  await withDatabase(async (connection) => {
    await connection.run(`SELECT setseed(0.5)`)
    const answers = Array.from(
      { length: questions },
      (_, i) =>
        `'a' || CAST(1 + floor(random() * 5) AS INTEGER) AS q${i}, CAST(NULL AS VARCHAR) AS q${i}__missing`,
    )
    await connection.run(
      `COPY (SELECT i + 2 AS line, i::VARCHAR AS respondent_id, CAST(NULL AS VARCHAR) AS respondent_id__missing, ${answers.join(', ')}
       FROM range(${respondents}) AS t(i)) TO '${rows}' (FORMAT parquet)`,
    )
  })
  await buildEdition(file, {
    ...{ hash: 'large', codeVersion: 'bench', provenance: [] },
    studies: [
      { ...{ study, codebook, tables: [], problems: [], files: [] }, units: { respondent: [{ rows }] } },
    ],
  })
  return { folder, file }
}

const text = (words: string) => ({ da: words, en: words })
const study: Study = {
  ...{ id: 'large', title: text('Large'), summary: text('Made up'), synthetic: true, licence: text('free') },
  limits: [],
  source: { citation: 'Made up for a bench.', year: 2026 },
  units: [
    { ...{ id: 'respondent', key: 'respondent_id', file: 'r.csv' }, label: text('r'), plural: text('r') },
  ],
  design: { note: text('none'), assigned: [], reportingLevel: 0.05, sizes: { respondent: 0 } },
  disclosure: { open: text('made up'), legalBasis: 'synthetic' },
}
const common = { unit: 'respondent', quality: 'structure', disclosure: 'open' } as const
const codebook: Codebook = {
  study: 'large',
  variables: [
    { ...common, id: 'respondent_id', label: text('id'), scale: 'identifier' },
    ...Array.from({ length: questions }, (_, i): Variable => ({
      ...{ ...common, id: `q${i}`, label: text(`Question ${i}`), scale: 'ordinal' },
      categories: [1, 2, 3, 4, 5].map((n) => ({ id: `a${n}`, label: text(`answer ${n}`) })),
    })),
  ],
}
