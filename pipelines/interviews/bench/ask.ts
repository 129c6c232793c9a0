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
 * median of nine, by the clock and of the processor, beside a bare query in the same run; the matrix is held to 100 ms, a
 * search to 50.
 */
const text = { da: 'x', en: 'x' }
const study = {
  ...{ id: 's', synthetic: true, title: text, summary: text, limits: [], licence: text },
  units: [{ id: 'institution', key: 'institution', label: text, plural: text }],
} as unknown as Study

type Times = { clock: number; processor: number }

/** Medians of nine, in milliseconds, and the first, which reads what is held in memory afterwards. */
async function timed(ask: () => Promise<unknown>): Promise<Times & { first: number }> {
  const times: Times[] = []
  for (let i = 0; i < 9; i++) {
    const [start, used] = [performance.now(), process.cpuUsage()]
    await ask()
    const { user, system } = process.cpuUsage(used)
    times.push({ clock: performance.now() - start, processor: (user + system) / 1000 })
  }
  const median = (of: keyof Times) => times.map((one) => one[of]).toSorted((a, b) => a - b)[4]
  return { first: times[0].clock, clock: median('clock'), processor: median('processor') }
}

/** Says what an answer took, and how many times what a bare query of DuckDB took for the same in this run. */
async function clock(what: string, ask: () => Promise<unknown>, bare?: Times): Promise<Times> {
  const took = await timed(ask)
  const parts = [
    `first ${took.first.toFixed(0)}`,
    `median ${took.clock.toFixed(1)} ms`,
    `processor ${took.processor.toFixed(1)} ms`,
    ...(bare
      ? [
          `${(took.clock / bare.clock).toFixed(2)} × the bare query (processor ${(took.processor / bare.processor).toFixed(2)} ×)`,
        ]
      : []),
  ]
  console.log(`${what}: ${parts.join(', ')}`)
  return took
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
  const matrix = await clock('bare query, codes by units', () =>
    edition.query(`SELECT g.code, s.unit, count(*), count(DISTINCT e.source)
      FROM interview_coding g JOIN interview_excerpt e USING (excerpt) JOIN interview_source s USING (source)
      GROUP BY g.code, s.unit`),
  )
  await clock('matrix, 100 codes by 24 units', () => codeMatrix(edition, asked), matrix)
  await clock('matrix, 2,000 codes by 24 units', () => codeMatrix(edition, { ...asked, levels: 2 }), matrix)
  await clock('matrix by coder', () => codeMatrix(edition, { ...asked, by: 'coder' }), matrix)
  await clock('matrix by interview', () => codeMatrix(edition, { ...asked, by: 'source', levels: 2 }), matrix)
  await clock('excerpts of a code', () => listExcerpts(edition, { ...asked, code }, unmasked))
  await clock('code', () => codeCard(edition, { ...asked, code }))
  await clock('source', () => sourceCard(edition, { ...asked, source }, unmasked))
  await clock('codes together, 100', () => codeOverlap(edition, { ...asked, levels: 1 }))
  await clock('codes together, 2,000', () => codeOverlap(edition, asked))
  const search = await clock('bare query, texts with a word', () =>
    edition.query(`SELECT source, len(regexp_extract_all(text, '\\bgruppe')) AS n FROM interview_source_text
      WHERE n > 0 ORDER BY n DESC LIMIT 20`),
  )
  for (const q of ['gruppe', 'voksnes tirsdage', '"små grupper"', 'læs*'])
    await clock(`search ${q}`, () => searchTexts(edition, { ...asked, q }, unmasked), search)
  console.log(`${Math.round(process.memoryUsage.rss() / 1e6)} MB`)
  await edition.close()
} finally {
  await rm(folder, { recursive: true, force: true })
}
