import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Codebook, Problem, Round, Study, UploadReading, Variable } from '@pejling/indicators'
import { literal, rows, withDatabase } from '@pejling/warehouse'
import { onTestFinished } from 'vitest'
import { type CheckedUpload, checkUpload, loadUnit, type UploadFile } from '../src/index.ts'

const text = (words: string) => ({ da: words, en: words })
const variable = (id: string, rest: Partial<Variable>): Variable => ({
  ...{ id, unit: 'child', label: text(id), scale: 'text', quality: 'process', disclosure: 'sensitive' },
  ...rest,
})

/** A made-up study: children in institutions, with a question of every scale. */
export const study = {
  ...{ id: 'sent', title: text('sent'), summary: text('sent'), synthetic: true, licence: text('free') },
  ...{ source: { citation: 'made up', year: 2026 }, limits: [] },
  units: [
    {
      id: 'institution',
      label: text('a'),
      plural: text('b'),
      key: 'institution_id',
      file: 'units/institution.csv',
    },
    {
      ...{ id: 'child', label: text('a'), plural: text('b'), key: 'child_id', within: 'institution' },
      ...{ rounds: true, format: { delimiter: ';' } },
    },
  ],
  design: { note: text('none'), assigned: [], reportingLevel: 0.05, sizes: {} },
} as Study

export const codebook: Codebook = {
  study: 'sent',
  variables: [
    variable('institution_id', { unit: 'institution', scale: 'identifier', disclosure: 'quasi' }),
    variable('child_id', { scale: 'identifier' }),
    variable('mood', {
      ...{ scale: 'ordinal', disclosure: 'open' },
      categories: [
        { id: 'good', label: { da: 'glad', en: 'glad' } },
        { id: 'so-so', label: { da: 'både og', en: 'so and so' } },
        { id: 'bad', label: { da: 'ked af det', en: 'sad' } },
      ],
      reading: { missing: { 'ved ikke': 'not_answered' } },
    }),
    variable('hours', { scale: 'ratio', range: { min: 0, max: 60 }, reading: { decimal: ',' } }),
    variable('grant', { scale: 'ratio', reading: { decimal: ',', thousands: '.' } }),
    variable('day', { reading: { date: 'dmy' }, inPeriod: true }),
    variable('remark', {}),
  ],
  rules: [
    {
      ...{ id: 'long-days', note: text('no long hours where a child is sad'), severity: 'stops' },
      ...{ when: { hours: { min: 50 } }, then: { mood: ['good', 'so-so'] } },
    },
  ],
}

export const round: Round = {
  ...{ id: '2026', label: text('2026'), instrument: 'form', version: 'v1' },
  period: { from: '2026-03-01', to: '2026-03-31' },
}

export const header = 'institution_id;child_id;mood;hours;grant;day;remark'
/** A row nothing is wrong with, with some cells changed. */
export function row(child: number, cells: Partial<Record<string, string>> = {}): string {
  const plain = {
    ...{ institution_id: 'I1', child_id: `b${child}`, mood: 'glad', hours: '37,5', grant: '1.234' },
    ...{ day: '02-03-2026', remark: 'Det går fint.' },
  }
  return Object.values({ ...plain, ...cells }).join(';')
}

export type Checked = CheckedUpload & {
  told: string[]
  /** The rows as they would be loaded, and what was left of failed ones. */
  loaded: () => Promise<Record<string, string | number | null>[]>
  failedText: () => Promise<string>
  problem: (rule: string) => Problem | undefined
  parquet: string
}

/** A file of rows as an upload, checked. */
export async function sent(
  lines: string[],
  given: Partial<UploadFile> & { reading?: UploadReading; top?: string } = {},
): Promise<Checked> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-sent-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'sent.csv')
  await writeFile(file, `${[given.top ?? header, ...lines].join('\n')}\n`)
  const institutions = join(folder, 'institution.parquet')
  await withDatabase((connection) =>
    connection.run(
      `COPY (SELECT unnest(['I1', 'I2', '007', 'Solsikken']) AS institution_id) TO ${literal(institutions)} (FORMAT parquet)`,
    ),
  )
  const unit = study.units.find(({ id }) => id === 'child')!
  const parquet = join(folder, 'rows.parquet')
  const failed = join(folder, 'failed.csv')
  const upload = {
    ...{ study, codebook, unit, round, file, path: 'sent.csv', loaded: { institution: institutions } },
    ...{ reading: {}, failed, output: parquet },
    ...given,
  }
  const found = await checkUpload(upload)
  return {
    ...found,
    parquet,
    told: found.problems.map(
      ({ severity, row, rule, variable, heading, message, count }) =>
        `${severity} ${row ?? '-'} ${variable ?? heading ?? '-'} ${rule}: ${message}${count ? ` (${count})` : ''}`,
    ),
    problem: (rule) => found.problems.find((problem) => problem.rule === rule),
    loaded: async () => {
      const { problems } = await loadUnit({ ...upload, output: parquet })
      const stopped = problems.filter(({ severity }) => severity === 'stops')
      if (stopped.length > 0) throw new Error(stopped.map(({ message }) => message).join('\n'))
      return withDatabase((connection) =>
        rows(connection, `SELECT * FROM read_parquet(${literal(parquet)}) ORDER BY line`),
      )
    },
    failedText: () => readFile(failed, 'utf8'),
  }
}
