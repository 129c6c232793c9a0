import type { Measured } from './measure.ts'
import { regressionTimes } from './regression.ts'
import { tableTimes } from './tables.ts'

const parts: (() => Measured[] | Promise<Measured[]>)[] = [tableTimes, regressionTimes]

for (const part of parts)
  for (const { what, ours, rivals, aim } of await part()) {
    console.log(`${what}: ${shown(ours)}`)
    for (const [rival, time] of Object.entries(rivals))
      console.log(
        time === undefined
          ? `  ${rival}: not installed here`
          : `  ${rival}: ${shown(time)}, ${(time / ours).toPrecision(3)} times our time`,
      )
    console.log(`  aim: ${aim}`)
  }

function shown(milliseconds: number): string {
  return `${milliseconds.toPrecision(3)} ms`
}
