import { rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { openEdition } from '@pejling/warehouse'
import { largeEdition, questions } from './large-edition.ts'
import { at, timed } from './load.ts'
import { processorTime } from './processor-time.ts'
import { withDashboard } from './served.ts'

/**
 * A cross table over ten million respondents, from the request over HTTP to the last byte of the page, beside DuckDB's bare
 * GROUP BY over the same two columns in this process, one after the other in turn; and the same page asked again, which
 * comes from the cache. No pair is asked twice before that. Processor time is what other work on the machine disturbs least.
 *
 * `node apps/dashboard/bench/crosstab.ts [respondents]`, after the dashboard was built.
 */
const respondents = Number(process.argv[2] ?? 10_000_000)
const { folder, file } = await largeEdition(respondents)
try {
  await withDashboard(file, folder, async (address, server) => {
    const edition = await openEdition(file)
    const pairs = Array.from({ length: questions }, (_, i) => [`q${i}`, `q${(i + 5) % questions}`])
    const page = ([x, y]: string[]) => `${address}/relations?study=large&x=${x}&y=${y}`
    const bare = async ([x, y]: string[]) => {
      const began = performance.now()
      await edition.query(`SELECT ${x}, ${y}, count(*) AS n FROM "study large".respondent GROUP BY ALL`)
      return performance.now() - began
    }
    // Each side reads its columns from disk before it is measured, and loads its code.
    for (const [x, y] of pairs) {
      await bare([x, y])
      await timed(page([y, x]))
    }
    const [asked, counted, again]: number[][] = [[], [], []]
    const work = { bare: 0, page: 0 }
    for (const pair of pairs) {
      const before = process.cpuUsage()
      counted.push(await bare(pair))
      const { user, system } = process.cpuUsage(before)
      work.bare += (user + system) / 1000
      const served = await processorTime(server)
      asked.push(await timed(page(pair)))
      work.page += (await processorTime(server)) - served
      again.push(await timed(page(pair)))
    }
    const [whole, group, cached] = [asked, counted, again].map((times) =>
      at(
        times.sort((a, b) => a - b),
        0.5,
      ),
    )
    const shown = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`
    console.log(`${respondents} respondents, medians of ${pairs.length}, load ${loadavg()[0].toFixed(1)}`)
    console.log(`  bare GROUP BY in process ${shown(group)}`)
    console.log(
      `  page over HTTP to its last byte ${shown(whole)}, to the bare one ${(whole / group).toFixed(2)}`,
    )
    console.log(
      `  in processor time ${shown(work.page / pairs.length)} to ${shown(work.bare / pairs.length)}: ${(work.page / work.bare).toFixed(2)}`,
    )
    console.log(`  the same page again, from the cache ${shown(cached)}`)
    await edition.close()
  })
} finally {
  await rm(folder, { recursive: true, force: true })
}
