import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One line of the report: our median time in milliseconds, and that of each rival, missing if it is not installed. */
export type Measured = { what: string; ours: number; rivals: Record<string, number | undefined>; aim: string }

/** Median wall-clock time of `run` in milliseconds, after one run that is not counted. */
export function medianTime(run: () => unknown, times = 5): number {
  run()
  const found = Array.from({ length: times }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return found.sort((a, b) => a - b)[Math.floor(times / 2)]
}

/**
 * Median times in milliseconds of R expressions, by name, after `setup`, in one R process started in a folder with
 * the given files. An expression that fails (a package is not installed) or a machine without R gives nothing.
 */
export function timesInR(
  files: Record<string, string | Uint8Array>,
  setup: string,
  expressions: Record<string, string>,
  times = 3,
): Record<string, number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'pejling-bench-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const measured = Object.entries(expressions).map(
      ([name, expression]) =>
        `cat(${JSON.stringify(name)}, tryCatch(median(replicate(${times}, ` +
        `{ start <- proc.time()[["elapsed"]]; suppressWarnings({ ${expression} }); ` +
        `proc.time()[["elapsed"]] - start })) * 1000, error = function(e) NA), "\\n", sep = "\\t")`,
    )
    writeFileSync(join(folder, 'bench.R'), [setup, ...measured].join('\n'))
    const printed = execFileSync('Rscript', ['--vanilla', 'bench.R'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const found = new Map(printed.split('\n').map((line) => line.split('\t') as [string, string]))
    return Object.fromEntries(
      Object.keys(expressions).map((name) => [name, Number(found.get(name)) || undefined]),
    )
  } catch {
    return {}
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
