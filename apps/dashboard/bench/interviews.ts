import { loadavg, tmpdir } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openEdition } from '@pejling/warehouse'
import { at, timed } from './load.ts'
import { processorTime } from './processor-time.ts'
import { withDashboard } from './served.ts'

/**
 * The pages of a study's interviews over HTTP to their last byte, none asked before, beside DuckDB's bare query for the same
 * in this process, one after the other in turn. The matrix is held to 100 ms, a search to 50.
 *
 * `node apps/dashboard/bench/interviews.ts EDITION.duckdb STUDY`, after the dashboard was built; an edition with 500 sources,
 * 2,000 codes and 100,000 codings is made of `node pipelines/interviews/bench/big-project.ts FILE.qdpx 500 2000 100000` in the
 * study's folder.
 */
const [file, study = 'interviews-synthetic'] = process.argv.slice(2)
if (!file) throw new Error('interviews: expected the file of an edition, found none')
const times = 9
const nth = Array.from({ length: times }, (_, i) => i)
const counted = `SELECT g.code, s.unit, count(*), count(DISTINCT e.source)
  FROM interview_coding g JOIN interview_excerpt e USING (study, excerpt) JOIN interview_source s USING (study, source)
  GROUP BY g.code, s.unit`
const searched = `SELECT source, len(regexp_extract_all(text, '\\bgruppe')) AS n FROM interview_source_text
  WHERE n > 0 ORDER BY n DESC LIMIT 20`
const room = `/interviews/${study}`
const words = ['gruppe', 'voksne', 'tirsdag', 'læser', 'ude', 'børn', '"små grupper"', 'hver', 'legepladsen']
const asked = [
  { what: 'matrix', bare: counted, page: (i: number) => `${room}?asked=${i}` },
  { what: 'matrix by coder', bare: counted, page: (i: number) => `${room}?by=coder&asked=${i}` },
  { what: 'search', bare: searched, page: (i: number) => `${room}/search?q=${encodeURIComponent(words[i])}` },
]

const home = await mkdtemp(join(tmpdir(), 'pejling-bench-'))
const edition = await openEdition(resolve(file))
try {
  await withDashboard(resolve(file), home, async (address, server) => {
    console.log(`medians of ${times}, load ${loadavg()[0].toFixed(1)}`)
    for (const { what, bare, page } of asked) {
      const first = await timed(`${address}${page(0)}&first`)
      const [pages, bares]: number[][] = [[], []]
      const work = { bare: 0, page: 0 }
      for (const i of nth) {
        const [began, before] = [performance.now(), process.cpuUsage()]
        await edition.query(bare)
        const { user, system } = process.cpuUsage(before)
        bares.push(performance.now() - began)
        work.bare += (user + system) / 1000
        const served = await processorTime(server)
        pages.push(await timed(`${address}${page(i)}`))
        work.page += (await processorTime(server)) - served
      }
      const [whole, query] = [pages, bares].map((taken) =>
        at(
          taken.toSorted((a, b) => a - b),
          0.5,
        ),
      )
      console.log(
        `  ${what}: ${whole.toFixed(1)} ms (first ${first.toFixed(0)}), bare query ${query.toFixed(1)} ms, ratio ${(whole / query).toFixed(2)}; ` +
          `processor ${(work.page / times).toFixed(1)} to ${(work.bare / times).toFixed(1)} ms, ratio ${(work.page / work.bare).toFixed(2)}`,
      )
    }
  })
} finally {
  await edition.close()
  await rm(home, { recursive: true, force: true })
}
