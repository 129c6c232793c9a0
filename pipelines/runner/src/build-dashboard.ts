import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './home.ts'
import { say } from './output.ts'

/**
 * Builds the dashboard if its sources have changed since it was last built; Turbo knows.
 *
 * @throws `build: …`, after what the build said
 */
export function buildDashboard(): Promise<void> {
  return new Promise((built, failed) => {
    const words = ['run', 'build', '--filter=@pejling/dashboard', '--output-logs=errors-only', '--no-color']
    const child = spawn(join(root, 'node_modules/.bin/turbo'), words, {
      cwd: root,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let output = ''
    const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (cause) => failed(new Error(`build: ${cause.message}`, { cause })))
    child.once('exit', (code) => {
      if (code === 0) built()
      else {
        say(output.trim())
        failed(new Error('build: the dashboard could not be built; what the build said stands above'))
      }
    })
  })
}
