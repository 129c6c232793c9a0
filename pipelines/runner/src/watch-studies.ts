import type { Log } from '@pejling/operation'
import { type FSWatcher, watch } from 'chokidar'

/** A file is taken as written when nothing has happened for so long, in milliseconds. */
const settled = 1000

/**
 * Calls whenever files of the studies have changed and nothing has happened in them for a second. What is half written is
 * waited for; hidden files and an editor's own are not looked at.
 */
export function watchStudies(studies: string, changed: () => Promise<void>, log: Log): FSWatcher {
  let timer: NodeJS.Timeout | undefined
  const call = () => changed().catch((problem: unknown) => log.error('a run could not be asked for', problem))
  const watcher = watch(studies, {
    ignored: (path) => /(^|\/)\.[^/]*$|~$|\.(tmp|swp|part)$/.test(path.slice(studies.length)),
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: 500, pollInterval: 100 },
  })
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void call(), settled)
  })
  watcher.on('error', (problem) => log.error('the studies cannot be watched', problem))
  return watcher
}
