import { type PostgresProcess, startPostgres } from '@pejling/ledger'
import type { Child } from './child.ts'
import { errorLine } from './error-line.ts'
import { say } from './output.ts'
import { restarts } from './restarts.ts'

/**
 * Keeps the PostgreSQL of a home going while others depend on it: one that is gone is started again on its port, so that
 * whoever is connected finds it, with growing pauses and not for ever. Stopping ends the watch, not the server.
 */
export function keepPostgres(home: string, first: PostgresProcess): Child {
  let stopping = false
  let wake: () => void = () => undefined
  const pauseBefore = restarts()
  const watch = keep()
  return {
    givenUp: watch.then((error) => error ?? new Promise<never>(() => undefined)),
    async stop() {
      stopping = true
      wake()
      await watch
    },
  }

  async function keep(): Promise<Error | undefined> {
    let last = ''
    while (!stopping) {
      await rest(500)
      if (stopping || (await first.isRunning())) continue
      const pause = pauseBefore()
      if (pause === undefined)
        return new Error(`postgres: ended 6 times within two minutes, not started again${last}`)
      say(`postgres: ended; started again in ${pause / 1000} s`)
      await rest(pause)
      if (stopping) break
      try {
        const again = await startPostgres(home)
        if (again.url !== first.url)
          return new Error('postgres: another program has taken its port; start Pejling again')
        say('postgres: is there again')
      } catch (error) {
        last = `; ${errorLine(error)}`
      }
    }
    return undefined
  }

  function rest(milliseconds: number): Promise<void> {
    return new Promise((rested) => {
      const timer = setTimeout(rested, milliseconds)
      wake = () => {
        clearTimeout(timer)
        rested()
      }
    })
  }
}
