import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Does what a new user does, with whatever Node the machine has: clones the repository, runs the README's start
 * command, asks for a page, presses Ctrl-C, and looks whether anything is left. Plain JavaScript, for Node 20.
 */
const patience = 240_000
const folder = mkdtempSync(join(tmpdir(), 'pejling-clone-'))
const clone = join(folder, 'pejling')
const home = join(clone, '.pejling')
const port = process.env.PORT ?? '4871'
const address = `http://127.0.0.1:${port}`

try {
  const cloned = spawnSync('git', ['clone', '--quiet', resolve(import.meta.dirname, '..'), clone], {
    stdio: 'inherit',
  })
  if (cloned.status !== 0) throw new Error('the repository could not be cloned')
  const first = await start()
  await ask(first, '/relations?study=kora-2017&x=funding_model&y=screening', '<table')
  await ask(first, '/api/health', 'edition')
  await pressCtrlC(first)
  const second = await start()
  await ask(second, '/relations?study=kora-2017&x=funding_model&y=screening', '<table')
  await pressCtrlC(second)
  console.log('a fresh clone starts, serves, stops and starts again')
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** Runs the start command until it says where the dashboard is. */
function start() {
  const begun = Date.now()
  const environment = { ...process.env, PORT: port, PEJLING_HOME: home }
  const child = spawn('npx', ['-y', 'pnpm@12.21.0', 'start'], {
    cwd: clone,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((up, failed) => {
    let output = ''
    const late = setTimeout(() => end(new Error(`not up after ${patience / 1000} s`)), patience)
    const end = (problem) => {
      clearTimeout(late)
      console.error(output)
      failed(problem)
    }
    const listen = (chunk) => {
      output += chunk
      if (up.done || !output.includes(`Pejling is at ${address}`)) return
      up.done = true
      clearTimeout(late)
      console.log(`started in ${((Date.now() - begun) / 1000).toFixed(1)} s`)
      up(child)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => end(new Error(`start ended with ${code}`)))
  })
}

async function ask(child, path, expected) {
  const answer = await fetch(`${address}${path}`)
  const body = await answer.text()
  if (answer.status === 200 && body.includes(expected)) return
  process.kill(-child.pid, 'SIGINT')
  throw new Error(`${path}: expected ${expected}, found status ${answer.status}`)
}

async function pressCtrlC(child) {
  process.kill(-child.pid, 'SIGINT')
  for (let waited = 0; waited < 20_000; waited += 100) {
    const up = await fetch(`${address}/api/health`).then(
      () => true,
      () => false,
    )
    if (!up && !existsSync(join(home, 'postgres/data/postmaster.pid'))) return
    await new Promise((later) => setTimeout(later, 100))
  }
  throw new Error('20 s after Ctrl-C something of it is still running')
}
