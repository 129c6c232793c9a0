import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { root } from './home.ts'

/** SHA-256 of a file's bytes, in hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Sixteen hex digits for a set of named inputs; the order in which they are given does not matter. */
export function keyOf(inputs: Record<string, string>): string {
  const sorted = Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))
  return sha256(JSON.stringify(sorted)).slice(0, 16)
}

/** The hashes of some files of a study's folder, as `<study>/<path>`; one that is not there is left out. */
export function hashesOf(
  { id, files }: { id: string; files: { path: string; sha256: string }[] },
  paths: string[],
): Record<string, string> {
  const wanted = files.filter(({ path }) => paths.includes(path))
  return Object.fromEntries(wanted.map(({ path, sha256 }) => [`${id}/${path}`, sha256]))
}

/** The version of the code in some rooms: a hash of their sources and of the DuckDB that runs them. */
export async function codeVersion(rooms: string[]): Promise<string> {
  const duckdb = createRequire(join(root, 'packages/warehouse/package.json')).resolve(
    '@duckdb/node-api/package.json',
  )
  const inputs: Record<string, string> = { duckdb: JSON.parse(await readFile(duckdb, 'utf8')).version }
  for (const room of rooms)
    for (const file of await sourcesOf(join(root, room, 'src')))
      inputs[relative(root, file)] = sha256(await readFile(file))
  return keyOf(inputs)
}

async function sourcesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
