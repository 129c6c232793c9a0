import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Study } from '@pejling/indicators'
import {
  codeCard,
  codeMatrix,
  codeOverlap,
  listCodes,
  listExcerpts,
  listSources,
  literal,
  openEdition,
  searchTexts,
  sourceCard,
  unmasked,
  withDatabase,
} from '@pejling/warehouse'
import { load } from '../src/load.ts'
import { mergeProjects } from '../src/merge-projects.ts'
import { shape } from '../src/shape.ts'
import { bigProject } from './big-project.ts'

/**
 * `node pipelines/interviews/bench/ask.ts`: questions to 500 interviews, 2,000 codes and 100,000 codings. First time and
 * median of nine, in milliseconds; the matrix is held to 100, a search to 50.
 */
const text = { da: 'x', en: 'x' }
const study = {
  ...{ id: 's', synthetic: true, title: text, summary: text, limits: [], licence: text },
  units: [{ id: 'institution', key: 'institution', label: text, plural: text }],
} as unknown as Study

async function clock(what: string, ask: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let i = 0; i < 9; i++) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
  }
  const median = times.toSorted((a, b) => a - b)[4]
  console.log(`${what}: first ${times[0].toFixed(0)}, median ${median.toFixed(0)} ms`)
}

const folder = await mkdtemp(join(tmpdir(), 'pejling-bench-'))
try {
  const file = join(folder, 'big.duckdb')
  const project = bigProject(500, 2000, 100_000)
  const tables = shape(mergeProjects([{ file: 'big.qdpx', project }]), 'kept')
  await withDatabase(
    async (connection) => {
      await load(connection, tables, folder)
      await connection.run("CREATE TABLE edition AS SELECT 'bench' AS hash")
      await connection.run(
        'CREATE TABLE study AS SELECT $id AS id, 0 AS "order", $definition AS definition',
        {
          id: study.id,
          definition: JSON.stringify(study),
        },
      )
      await connection.run(
        'CREATE TABLE variable (study VARCHAR, "order" INTEGER, id VARCHAR, unit VARCHAR, definition VARCHAR)',
      )
      for (const name of Object.keys(tables))
        await connection.run(
          `CREATE TABLE interview_${name} AS SELECT ${literal(study.id)} AS study, *
           FROM read_parquet(${literal(join(folder, `${name}.parquet`))})`,
        )
      await connection.run('ALTER TABLE interview_source ADD COLUMN unit VARCHAR')
      await connection.run("UPDATE interview_source SET unit = 'U' || position % 24")
    },
    { file },
  )
  const edition = await openEdition(file)
  const asked = { study: study.id }
  const [, , , , , { code }] = await listCodes(edition, study.id)
  const [{ source }] = await listSources(edition, study.id)
  await clock('matrix, 100 codes by 24 units', () => codeMatrix(edition, asked))
  await clock('matrix, 2,000 codes by 24 units', () => codeMatrix(edition, { ...asked, levels: 2 }))
  await clock('matrix by coder', () => codeMatrix(edition, { ...asked, by: 'coder' }))
  await clock('excerpts of a code', () => listExcerpts(edition, { ...asked, code }, unmasked))
  await clock('code', () => codeCard(edition, { ...asked, code }))
  await clock('source', () => sourceCard(edition, { ...asked, source }, unmasked))
  await clock('codes together, 100', () => codeOverlap(edition, { ...asked, levels: 1 }))
  for (const q of ['gruppe', 'voksnes tirsdage', '"små grupper"', 'læs*'])
    await clock(`search ${q}`, () => searchTexts(edition, { ...asked, q }, unmasked))
  console.log(`${Math.round(process.memoryUsage.rss() / 1e6)} MB`)
  await edition.close()
} finally {
  await rm(folder, { recursive: true, force: true })
}
