import { rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { resolve } from 'node:path'
import { listRelations, openEdition } from '@pejling/warehouse'
import { buildEmpty } from './build-empty.ts'
import { type Load, load } from './load.ts'
import { withDashboard, withServer } from './served.ts'

/**
 * Relation pages a second beside an empty SvelteKit page in the same run, one server process each and this one asking: pages
 * asked before, which come from the cache, every relation of every study in turn, the first time, and searches as the palette asks.
 *
 * `node apps/dashboard/bench/requests.ts EDITION.duckdb [seconds]`, after the dashboard was built.
 */
const [file, seconds = '5'] = process.argv.slice(2)
if (!file) throw new Error('requests: expected the file of an edition, found none')
const compressed = { 'accept-encoding': 'br' }
const options = { seconds: Number(seconds), headers: compressed }

const edition = await openEdition(resolve(file))
const studies = ['kora-2017', 'kora-2017-synthetic', 'smaabornsteam-2020']
const asked = (
  await Promise.all(studies.map(async (study) => [study, await listRelations(edition, study)] as const))
).flatMap(([study, pairs]) => pairs.map(({ x, y }) => `/relations?study=${study}&x=${x}&y=${y}`))
await edition.close()

const empty = await buildEmpty()
try {
  const bare = () => withServer(empty.file, {}, (address) => load([`${address}/`], options))
  const before = await bare()
  const [kept, fresh, found] = await withDashboard(resolve(file), empty.folder, async (address) => {
    const all = asked.map((path) => address + path)
    const searched = ['tilde', 'normering', 'gamma', 'tildelingsmodle', 'xyzzy'].map(
      (text) => `${address}/search/results?q=${text}`,
    )
    return [
      await load(all.slice(0, 1), options),
      await load(all, { ...options, connections: 4 }),
      await load(searched, { ...options, connections: 1 }),
    ]
  })
  const after = await bare()
  const perSecond = (before.perSecond + after.perSecond) / 2
  console.log(`load ${loadavg()[0].toFixed(1)}`)
  tell('an empty SvelteKit page, before', before)
  tell('an empty SvelteKit page, after', after)
  tell('the relation page, asked before', kept, perSecond)
  tell(`${asked.length} relations in turn`, fresh, perSecond)
  tell('searches, one after the other', found)
} finally {
  await rm(empty.folder, { recursive: true, force: true })
}

function tell(name: string, { perSecond, median, p99, answers }: Load, empty?: number): void {
  const ratio = empty ? `, ${(perSecond / empty).toFixed(2)} of the empty one` : ''
  console.log(
    `  ${name}: ${perSecond.toFixed(0)} a second${ratio}, median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${answers} answers)`,
  )
}
