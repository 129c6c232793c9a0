import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openEdition } from '@pejling/warehouse'
import { findOutput } from '../../src/graph/step-cache.ts'
import { openFileHashes } from '../../src/graph/file-hash.ts'

/** What was looked at and was whole, by path and time of change: only what is new is read again. */
const whole = new Set<string>()

/**
 * Files of a house that look whole and are not: an original whose bytes are not those of its name, an edition that cannot be
 * opened or is another one, a step's output that is not what its manifest says.
 */
export async function halfMade(home: string): Promise<string[]> {
  const wrong: string[] = []
  const look = async (
    folder: string,
    name: RegExp,
    isWhole: (path: string, name: string) => Promise<boolean>,
  ) => {
    for (const found of await readdir(join(home, folder)).catch(() => [])) {
      const path = join(home, folder, found)
      const mark = `${path} ${(await stat(path).catch(() => undefined))?.mtimeMs}`
      if (whole.has(mark) || !name.test(found)) continue
      if (await isWhole(path, found).catch(() => false)) whole.add(mark)
      // What a run has cleared away meanwhile is not half.
      else if (await stat(path).catch(() => undefined)) wrong.push(`${folder}/${found}`)
    }
  }
  await look('uploads', /^(?!arriving$)/, async (path, name) => {
    const bytes = await readFile(path)
    return createHash('sha256').update(bytes).digest('hex') === name
  })
  for (const folder of ['editions', 'editions/trials'])
    await look(folder, /\.duckdb$/, async (path, name) => {
      const edition = await openEdition(path, { connections: 1 })
      try {
        return `${edition.hash}.duckdb` === name
      } finally {
        await edition.close()
      }
    })
  const hashes = await openFileHashes(join(home, 'cache'))
  await look('cache', /^[0-9a-f]{64}$/, async (_, key) => {
    const found = await findOutput(join(home, 'cache'), key, hashes)
    return found.state === 'whole'
  })
  return wrong
}

/** What is being made, or was when its process was killed: all that bears such a name. */
export async function unfinished(home: string): Promise<string[]> {
  const names = await readdir(home, { recursive: true })
  return names.filter(
    (name) => !name.startsWith('postgres') && /\.(making|building|wal)$|\/copies-/.test(name),
  )
}
