import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { testHouse } from '../test/command-line.ts'
import { killOnce, liveOf, runUndisturbed, type Victim, victims } from '../test/killed-runs.ts'

/**
 * Kills a process of a run (`kill -9`: runner, step, PostgreSQL in turn) at a random moment of its work, again and again,
 * and looks after each: `killOnce` says at what. `node pipelines/runner/bench/kill.ts 500 3600`: so many strikes, or so
 * many seconds if that is less. The moments are drawn from the first step's beginning to where undisturbed runs end, which
 * is learnt anew as the machine has more or less else to do; a kill that found its victim gone already is counted apart
 * and is none of the strikes.
 */
const [times, seconds] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 600)]
const house = await testHouse('kora-2017')
const begun = performance.now()
const counts = Object.fromEntries(victims.map((victim) => [victim, { struck: 0, stopped: 0, missed: 0 }]))
const wrong: string[] = []
let strikes = 0
try {
  const undisturbed = await runUndisturbed(house)
  let length = undisturbed.milliseconds
  for (let round = 0; strikes < times && performance.now() - begun < seconds * 1000; round++) {
    const victim: Victim = victims[round % victims.length]
    const after = Math.random() * length
    try {
      const { struck, stopped, milliseconds } = await killOnce(
        house,
        { victim, after, mark: `round ${round}` },
        undisturbed,
      )
      counts[victim][struck ? 'struck' : 'missed']++
      if (stopped) counts[victim].stopped++
      if (struck) strikes++
      if (!struck) length = 0.6 * length + 0.4 * milliseconds
      else if (after > 0.8 * length) length *= 1.1
    } catch (problem) {
      wrong.push(`${victim} after ${Math.round(after)} ms: ${(problem as Error).message.split('\n')[0]}`)
    }
    await forgetEditions()
    if (round % 10 === 9) tell()
  }
  tell()
  process.exitCode = wrong.length ? 1 : 0
} finally {
  await house.close()
}

function tell(): void {
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
  console.log(
    `${strikes} strikes in ${minutes} minutes: ${JSON.stringify(counts)}; ${wrong.length} mismatches`,
  )
  for (const line of wrong) console.log(`  ${line}`)
}

/** What earlier rounds made is not looked at again, and the disk is not ours alone. */
async function forgetEditions(): Promise<void> {
  const live = await liveOf(house)
  const folder = join(house.home, 'editions')
  for (const name of await readdir(folder))
    if (!name.startsWith(live)) await rm(join(folder, name), { recursive: true, force: true })
}
