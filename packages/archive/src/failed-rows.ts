import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Where rows lie that keep an upload from being loaded, in the sender's own layout: raw cells, which no backup takes along. */
export function failedRowsFolder(home: string): string {
  return join(home, 'failed')
}

/** The rows of one upload in which something is wrong; each check makes the file anew. */
export function failedRowsFile(home: string, upload: number): string {
  return join(failedRowsFolder(home), `${upload}.csv`)
}

/**
 * Removes failed rows that nobody needs: of uploads that are settled or unknown, and what was made before a moment.
 *
 * @param open whether an upload is still on its way
 * @returns how many files it removed
 */
export async function sweepFailedRows(
  home: string,
  { open, before }: { open: (upload: number) => boolean; before: Date },
): Promise<number> {
  const folder = failedRowsFolder(home)
  let removed = 0
  for (const name of await readdir(folder).catch(() => [])) {
    const upload = Number(/^(\d+)\.csv$/.exec(name)?.[1] ?? NaN)
    if (Number.isNaN(upload)) continue
    const made = await stat(join(folder, name)).catch(() => undefined)
    if (!made || (open(upload) && made.mtime >= before)) continue
    await rm(join(folder, name), { force: true })
    removed++
  }
  return removed
}
