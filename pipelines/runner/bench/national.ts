import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { costPlot } from './cost-plot.ts'
import type { Measured } from './measure-sample.ts'

/**
 * A full build of the made-up national study (4,000 institutions, 300,000 children, 20 rounds) beside DuckDB's bare typed
 * reading of the same files, a tenth and a third of it, one of 50 rounds changed, and a cross table over all children.
 * Each is measured in a process of its own; processor time is what other work on the machine disturbs least.
 *
 * `node pipelines/runner/bench/national.ts [share]`; with a share of 1 it draws docs/build-cost.svg anew.
 */
const whole = { institutions: 4000, children: 300_000, rounds: 20 }
const share = Number(process.argv[2] ?? 1)
const sizes = [0.1, 1 / 3, 1].map((part) => part * share)

const found: Measured[] = []
for (const part of sizes) {
  const measured = await measure({
    institutions: Math.round(whole.institutions * part),
    children: Math.round(whole.children * part),
    rounds: whole.rounds,
  })
  found.push(measured)
  tell(measured)
}
const many = await measure({
  institutions: Math.round((whole.institutions / 2.5) * share),
  children: Math.round((whole.children / 2.5) * share),
  rounds: 50,
})
tell(many)

if (share === 1) await writeFile(join(import.meta.dirname, '../../../docs/build-cost.svg'), costPlot(found))

async function measure(size: { institutions: number; children: number; rounds: number }): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-bench-'))
  try {
    const script = join(import.meta.dirname, 'measure-sample.ts')
    const run = (what: string) =>
      JSON.parse(
        execFileSync(process.execPath, [script, what, folder, JSON.stringify(size)], { encoding: 'utf8' }),
      ) as Partial<Measured>
    const made = run('make')
    return { ...made, ...run('bare'), ...run('build'), ...run('change'), ...run('crosstab') } as Measured
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function tell({ rows, bytes, bare, build, change, crosstab, groupBy, memory, rounds }: Measured): void {
  const ratio = (a: { processor: number; wall: number }, b: { processor: number; wall: number }) =>
    `${(a.processor / b.processor).toPrecision(3)} in processor time, ${(a.wall / b.wall).toPrecision(3)} on the clock`
  console.log(`${rows} rows in ${rounds} rounds, ${(bytes / 1e6).toFixed(0)} MB`)
  console.log(
    `  full build ${build.wall.toFixed(1)} s; to DuckDB's bare typed reading: ${ratio(build, bare)}`,
  )
  console.log(`  peak memory ${memory.toFixed(0)} MB`)
  console.log(`  one round changed, to the full build: ${ratio(change, build)}`)
  console.log(
    `  a cross table of all children, to DuckDB's bare GROUP BY: ${(crosstab / groupBy).toPrecision(3)}`,
  )
}
