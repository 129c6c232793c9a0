import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problemLine, type Study, type UploadReading } from '@pejling/indicators'
import { expect, onTestFinished, test } from 'vitest'
import { loadUnit } from '../src/index.ts'

const text = (words: string) => ({ da: words, en: words })
const study = {
  ...{ id: 'keys', title: text('keys'), summary: text('keys'), synthetic: true, licence: text('free') },
  ...{ source: { citation: 'made up', year: 2026 }, limits: [] },
  units: [{ id: 'place', label: text('a'), plural: text('b'), key: 'id', file: 'units/place.csv' }],
  design: { note: text('none'), assigned: [], reportingLevel: 0.05, sizes: {} },
} as Study

/** The rows and problems of a file with nothing but keys. */
async function loaded(content: string, reading?: UploadReading): Promise<[number, string[]]> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-keys-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'place.csv')
  await writeFile(file, content)
  const { rows, problems } = await loadUnit({
    ...{ study, unit: study.units[0], path: 'place.csv', file, loaded: {}, reading },
    codebook: {
      study: 'keys',
      variables: [
        {
          ...{ id: 'id', unit: 'place', label: text('key'), scale: 'identifier', quality: 'structure' },
          disclosure: 'open',
        },
      ],
    },
    output: join(folder, 'rows.parquet'),
  })
  return [rows, problems.map(problemLine)]
}

for (const reading of [undefined, {}])
  test(`an empty line of a file with one column is no row without a key, an empty text in quotes is one: ${reading ? 'an upload' : 'a study’s own file'}`, async () => {
    expect(await loaded('id\na\nb\n\n', reading)).toEqual([2, []])
    expect(await loaded('id\r\na\r\n\r\nb\r\n\r\n', reading)).toEqual([2, []])
    const [rows, problems] = await loaded('id\na\n\n""\nb\n', reading)
    expect(rows).toBe(0)
    expect(problems).toEqual([expect.stringMatching(/^place\.csv:4 id: expected a key, found/)])
  })
