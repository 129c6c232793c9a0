import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../src/home.ts'

/** What came of a request: was it acknowledged, and what was. */
export type Answer = { acknowledged: boolean }

/** The dashboard as a process of its own, driven as a browser would by somebody who may do everything with rounds. */
export type DrivenDashboard = {
  pid(): number | undefined
  /** Starts it, and signs in for the first time; does nothing while it runs. */
  start(environment: NodeJS.ProcessEnv, setupToken?: string): Promise<void>
  /** Presses a button of an upload's page. */
  press(
    move: string,
    upload: { id: number; version: number },
    fields?: Record<string, string>,
  ): Promise<Answer>
  /** Sends a file piece by piece and then the form that says what it is; goes on where an interrupted one was. */
  send(file: string, place: Record<string, string>, facts: Record<string, string>): Promise<Answer>
  /** The file on its way has arrived, whatever was answered. */
  forget(): void
  stop(): Promise<void>
}

const pieces = 8
const password = crypto.randomUUID()
const tus = { 'tus-resumable': '1.0.0' }

export function drivenDashboard(): DrivenDashboard {
  let child: ChildProcess | undefined
  let [address, cookie] = ['', '']
  /** A file that is on its way: where, and how much of it was acknowledged. */
  let way: { file: string; place: string; reached: number } | undefined

  return {
    pid: () => (child && !hasEnded(child) ? child.pid : undefined),
    async start(environment, setupToken) {
      if (child && !hasEnded(child)) return
      child = spawn(process.execPath, [join(root, 'apps/dashboard/server.ts')], {
        env: { ...environment, PORT: process.env.PORT ?? '4871', HOST: '127.0.0.1', NODE_ENV: 'production' },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      for await (const line of createInterface({ input: child.stdout! }))
        if (line.startsWith('listening ')) {
          address = line.slice('listening '.length)
          break
        }
      if (!address) throw new Error('dashboard: did not start')
      if (setupToken) cookie = await signIn(setupToken)
    },
    press: (move, { id, version }, fields = {}) =>
      form(`/rounds/${id}?/${move}`, new URLSearchParams({ seen: String(version), ...fields })),
    async send(file, place, facts) {
      const bytes = await readFile(file)
      if (way && (await reached(way.place)) < way.reached)
        throw new Error(`of ${way.reached} acknowledged bytes only ${await reached(way.place)} are there`)
      way ??= { file, place: await announce(file, bytes.length), reached: 0 }
      way.reached = await reached(way.place)
      for (const size = Math.ceil(bytes.length / pieces); way.reached < bytes.length;) {
        const answer = await ask(way.place, {
          method: 'PATCH',
          headers: {
            ...{ ...tus, 'content-type': 'application/offset+octet-stream' },
            'upload-offset': String(way.reached),
          },
          body: bytes.subarray(way.reached, way.reached + size),
        })
        if (answer.status !== 204) throw new Error(`a piece was answered with ${answer.status}`)
        way.reached = Number(answer.headers.get('upload-offset'))
      }
      const said = new FormData()
      said.set('arrived', basename(way.place))
      for (const [name, text] of Object.entries(facts)) said.set(name, text)
      const answer = await form(`/rounds/new?/send&${new URLSearchParams(place)}`, said)
      if (answer.acknowledged) way = undefined
      return answer
    },
    forget: () => (way = undefined),
    async stop() {
      if (!child || hasEnded(child)) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }

  function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = {
      accept: 'text/html',
      origin: address,
      cookie,
      ...(init.headers as Record<string, string>),
    }
    return fetch(new URL(path, address), { ...init, headers, redirect: 'manual' })
  }

  /** A form is acknowledged by being sent on; a page with what is wrong is no acknowledgement. */
  async function form(path: string, body: URLSearchParams | FormData): Promise<Answer> {
    const answer = await ask(path, { method: 'POST', body })
    await answer.body?.cancel()
    return { acknowledged: answer.status === 303 }
  }

  async function signIn(token: string): Promise<string> {
    const body = new URLSearchParams({ name: 'Bench', email: 'bench@example.dk', password, again: password })
    const answer = await ask(`/setup/${token}`, { method: 'POST', body })
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0])
    if (answer.status !== 303 || !cookies.length) throw new Error(`setup: answered with ${answer.status}`)
    return cookies.join('; ')
  }

  async function announce(file: string, bytes: number): Promise<string> {
    const name = Buffer.from(basename(file)).toString('base64')
    const headers = { ...tus, 'upload-length': String(bytes), 'upload-metadata': `name ${name}` }
    const answer = await ask('/rounds/files', { method: 'POST', headers })
    const place = answer.headers.get('location')
    if (answer.status !== 201 || !place)
      throw new Error(`a file was announced and answered with ${answer.status}`)
    return new URL(place, address).pathname
  }

  async function reached(place: string): Promise<number> {
    const answer = await ask(place, { method: 'HEAD', headers: tus })
    if (answer.status !== 200) throw new Error(`a file on its way is answered with ${answer.status}`)
    return Number(answer.headers.get('upload-offset'))
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
