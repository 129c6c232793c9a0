import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildEdition, listStudies, openEdition } from '../src/index.ts'
import { study } from './trial-study.ts'

test('studies of invented rows stand after all others, whatever their folders are called', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-order-'))
  const file = join(folder, 'edition.duckdb')
  const named = (id: string, synthetic: boolean) => ({
    study: { ...study, id, synthetic, units: [], design: { ...study.design, sizes: {} } },
    ...{ codebook: { study: id, variables: [] }, tables: [], problems: [], units: {}, files: [] },
  })
  await buildEdition(file, {
    ...{ hash: 'a', codeVersion: 'b', provenance: [] },
    studies: [named('drawn', true), named('kommune', false), named('made', true), named('sogn', false)],
  })
  const edition = await openEdition(file)
  try {
    expect((await listStudies(edition)).map(({ id }) => id)).toEqual(['kommune', 'sogn', 'drawn', 'made'])
  } finally {
    await edition.close()
    await rm(folder, { recursive: true })
  }
})
