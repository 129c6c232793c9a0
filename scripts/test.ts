import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * `pnpm test`: every check of the repository, one after the other, each run to its end whatever the others said.
 * `pnpm test statistics` runs the tests of that project only. The last line is `N passed, N failed`.
 */
type Count = { passed: number; failed: number }

const checks: [name: string, command: string[]][] = [
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['lint', ['eslint', '.', '--max-warnings', '0']],
  ['boundaries', ['node', 'scripts/boundaries.ts']],
  ['containers', ['node', 'scripts/containers.ts']],
  ['types', ['turbo', 'run', 'types', '--output-logs', 'errors-only']],
  ['build', ['turbo', 'run', 'build', '--output-logs', 'errors-only']],
]

const projects = process.argv.slice(2)
const total: Count = { passed: 0, failed: 0 }
if (!projects.length)
  for (const [name, command] of checks) {
    const started = performance.now()
    const passed = (await run(command)) === 0
    add({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 })
    console.log(
      `${passed ? 'ok' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    )
  }
add(await tests(projects))
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed ? 1 : 0

function add({ passed, failed }: Count): void {
  total.passed += passed
  total.failed += failed
}

/** A run that dies before it has counted, or whose exit code contradicts its count, is one failure more. */
async function tests(projects: string[]): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-test-'))
  try {
    const file = join(folder, 'report.json')
    const chosen = projects.flatMap((project) => ['--project', project])
    const code = await run([
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...chosen,
    ])
    const report = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))
    const [passed, failed] = [report.numPassedTests ?? 0, report.numFailedTests ?? 0]
    return { passed, failed: code !== 0 && !failed ? 1 : failed }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run([command, ...words]: string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, words, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    })
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      done(1)
    })
    child.once('exit', (code) => done(code ?? 1))
  })
}
