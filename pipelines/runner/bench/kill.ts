import { contentsOf, killOnce, liveOf, victims } from '../test/killed-runs.ts'
import { testHouse } from '../test/command-line.ts'

/**
 * Kills a process of a run (`kill -9`: runner, step, PostgreSQL in turn) at a random moment, again and again, and looks
 * after each. `node pipelines/runner/bench/kill.ts 500 3600`: so many times, or so many seconds if that is less. The
 * moments are drawn from the time an undisturbed run takes.
 */
const [times, seconds] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 600)]
const house = await testHouse('kora-2017')
const begun = performance.now()
try {
  await house.pejling('run')
  const undisturbed = await contentsOf(house, await liveOf(house))
  const took = performance.now() - begun
  const hits: Record<string, number> = {}
  let done = 0
  for (; done < times && performance.now() - begun < seconds * 1000; done++) {
    const victim = victims[done % victims.length]
    const { hit } = await killOnce(house, victim, Math.random() * took)
    if (hit) hits[victim] = (hits[victim] ?? 0) + 1
  }
  await house.pejling('run')
  const same = JSON.stringify(await contentsOf(house, await liveOf(house))) === JSON.stringify(undisturbed)
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
  console.log(`${done} runs in ${minutes} minutes; killed: ${JSON.stringify(hits)}; tables the same: ${same}`)
  process.exitCode = same ? 0 : 1
} finally {
  await house.close()
}
