import { openKilledUploads } from '../test/uploads/killed-upload.ts'
import { type UploadVictim, uploadVictims } from '../test/uploads/upload-victims.ts'

/**
 * Takes rounds from the file to what is live and back again, and kills (`kill -9`) at random moments who does it: the
 * command, the worker, the process that reads the file, PostgreSQL, or the dashboard (which then is what is asked). After
 * each strike it looks whether what was acknowledged is there, whether the ledger and the live edition say the same, whether
 * a file that looks whole is, and whether what was begun can be ended.
 * `node pipelines/runner/bench/kill-upload.ts 200 3600`: so many strikes, or so many seconds if that is less.
 */
const [times, seconds] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 600)]
const begun = performance.now()
const counts = Object.fromEntries(uploadVictims.map((victim) => [victim, { struck: 0, missed: 0 }]))
const moves: Record<string, number> = {}
const wrong: string[] = []
let strikes = 0
const killed = await openKilledUploads()
try {
  for (let round = 0; strikes < times && performance.now() - begun < seconds * 1000; round++) {
    const victim: UploadVictim = uploadVictims[round % uploadVictims.length]
    try {
      const { move, struck } = await killed.strike(victim)
      counts[victim][struck ? 'struck' : 'missed']++
      if (struck) moves[move] = (moves[move] ?? 0) + 1
      if (struck) strikes++
    } catch (problem) {
      wrong.push(`${victim}: ${(problem as Error).message.split('\n')[0]}`)
    }
    if (round % 10 === 9) tell()
  }
  tell()
  const left = await killed.leftovers()
  console.log(left.length ? `half made after a whole run: ${left.join(', ')}` : 'nothing half made is left')
  wrong.push(...left)
  process.exitCode = wrong.length ? 1 : 0
} finally {
  await killed.close()
}

function tell(): void {
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
  console.log(`${strikes} strikes in ${minutes} minutes: ${JSON.stringify({ ...counts, moves })}`)
  console.log(`${killed.wentLive()} times live, ${wrong.length} wrong`)
  for (const line of wrong) console.log(`  ${line}`)
}
