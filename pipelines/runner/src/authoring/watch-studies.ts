import { basename } from 'node:path'
import { watch } from 'chokidar'

/**
 * Calls back once at the beginning with no file, then with the files that changed under a folder, a moment after the last
 * of them was written, and never again before what was called is done: edits made meanwhile are one more call. Hidden
 * files are not looked at.
 */
export function watchStudies(
  folder: string,
  changed: (files: string[]) => Promise<void>,
  { quiet = 150 }: { quiet?: number } = {},
): { close(): Promise<void> } {
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path) => path !== folder && /^\.|~$/.test(basename(path)),
    awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 30 },
  })
  watcher.on('all', (event, path) => {
    if (event === 'addDir') return
    waiting.add(path)
    clearTimeout(timer)
    timer = setTimeout(begin, quiet)
  })
  watcher.once('ready', begin)

  function begin(): void {
    if (working) return
    const files = [...waiting].sort()
    waiting.clear()
    working = changed(files).finally(() => {
      working = undefined
      if (waiting.size > 0) begin()
    })
  }

  return {
    async close() {
      clearTimeout(timer)
      waiting.clear()
      await watcher.close()
      await working
    },
  }
}
