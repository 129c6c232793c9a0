import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import {
  findRun,
  findWaitingPlan,
  findWaitingRun,
  findWaitingUpload,
  isRunUnderWay,
  type Ledger,
  listenRuns,
  listenUploads,
  requestRun,
} from '@pejling/ledger'
import type { Log } from '@pejling/operation'
import type { Home } from './home.ts'
import { forgetFailedRows } from './uploads/forget-failed-rows.ts'

/** How often it looks for work though nobody has told it of any, in milliseconds. */
const beat = 2000

/** Work that is taken as it comes, until `stop`. */
export type WorkLoop = { stop(): Promise<void> }

/**
 * Takes what waits in the ledger: plans and uploads as they are asked for, runs one after the other, each in a process of
 * its own.
 * `stop` takes no more and waits for what is under way.
 */
export async function startWorkLoop(
  { home, ledger }: { home: Home; ledger: Ledger },
  url: string,
  log: Log,
  environment = process.env,
): Promise<WorkLoop> {
  let stopping = false
  const busy: Partial<Record<'run' | 'plan' | 'upload', Promise<void>>> = {}
  const look = () => {
    if (stopping) return
    busy.run ??= takeRun().finally(() => (busy.run = undefined))
    busy.plan ??= takePlan().finally(() => (busy.plan = undefined))
    busy.upload ??= takeUpload().finally(() => (busy.upload = undefined))
  }
  const timer = setInterval(look, beat)
  const listening = await Promise.all([
    listenRuns(url, look),
    listenUploads(url, () => {
      look()
      void forget()
    }),
  ])
  return {
    async stop() {
      stopping = true
      clearInterval(timer)
      await Promise.all([busy.run, busy.plan, busy.upload])
      await Promise.all(listening.map((one) => one.close()))
    },
  }

  /** Nobody runs anything to withdraw what is not live. */
  async function forget(): Promise<void> {
    if (stopping) return
    await forgetFailedRows(home, ledger).catch((problem: unknown) => {
      log.error('failed rows cannot be removed', problem)
    })
  }

  async function takeRun(): Promise<void> {
    try {
      for (let id = await next(); id !== undefined && !stopping; id = await next()) {
        await inProcess('run', id)
        await again(id)
      }
    } catch (problem) {
      log.error('runs cannot be read', problem)
    }
  }

  /** A run under way elsewhere may be the one that waits just now: it is let end. */
  async function next(): Promise<number | undefined> {
    return (await isRunUnderWay(ledger)) ? undefined : findWaitingRun(ledger)
  }

  /** Somebody asked for the same while it ran, and files may have changed after they were read. */
  async function again(id: number): Promise<void> {
    const run = await findRun(ledger, id)
    if (!run?.asked_again || run.status === 'cancelled') return
    const by = { actor: run.requested_by, role: run.requested_role }
    await requestRun(ledger, run.scope, by, run.reason)
  }

  async function takePlan(): Promise<void> {
    try {
      for (let last = -1; !stopping;) {
        const waiting = await findWaitingPlan(ledger)
        if (!waiting || waiting.id === last) return
        last = waiting.id
        await inProcess('plan', waiting.id)
      }
    } catch (problem) {
      log.error('plans cannot be read', problem)
    }
  }

  /** One upload is read or checked at a time: each may take much memory. */
  async function takeUpload(): Promise<void> {
    try {
      for (let last = -1; !stopping;) {
        const waiting = await findWaitingUpload(ledger)
        if (waiting === undefined || waiting === last) return
        last = waiting
        await inProcess('upload', waiting)
      }
    } catch (problem) {
      log.error('uploads cannot be read', problem)
    }
  }

  function inProcess(what: 'run' | 'plan' | 'upload', id: number): Promise<void> {
    return new Promise((ended) => {
      const child: ChildProcess = fork(join(import.meta.dirname, 'run-process.ts'), [what, String(id)], {
        env: environment,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        detached: true,
      })
      child.once('error', (problem) => {
        log.error('its process could not begin', problem, { [what]: id })
        ended()
      })
      child.once('exit', () => ended())
    })
  }
}
