import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { keyOf } from '../hash.ts'
import { root } from '../home.ts'
import type { FileHashes } from './file-hash.ts'
import { type KindName, kinds } from './kinds.ts'

/**
 * The code behind a kind of steps: a hash of every source file of its rooms and of the rooms they depend on, and the
 * version of every npm package these use, of what those use, and of Node.
 */
export type CodeVersion = {
  version: string
  /** Source files from the repository's root, with their hashes. */
  sources: Record<string, string>
  packages: Record<string, string>
}

/** Sources outside a room's `src` that it imports. */
const beside: Record<string, string[]> = { 'packages/indicators': ['data/schema'] }

/**
 * The code a kind of steps is worked with **in this process**. A process keeps what it loaded when it started; so a
 * source that was changed since then makes it impossible to say what runs here.
 *
 * @throws `code: changed since this program started: …; run again`, and what the system says of a source it cannot read
 */
export async function codeVersion(kind: KindName, hashes: FileHashes): Promise<CodeVersion> {
  const { rooms, files: own } = kinds[kind]
  const folders = new Set<string>()
  const packages: Record<string, string> = { node: process.versions.node }
  for (const room of rooms) await addRoom(join(root, room), folders, packages)
  const files = own.map((path) => join(root, 'pipelines/runner/src', path))
  for (const folder of folders) {
    const room = relative(root, folder)
    for (const place of [join(folder, 'src'), ...(beside[room] ?? []).map((path) => join(root, path))])
      files.push(...(await sourcesOf(place)))
  }
  const sources: Record<string, string> = {}
  for (const source of files.sort()) {
    const { ctimeMs } = await stat(source)
    const name = relative(root, source)
    if (ctimeMs >= performance.timeOrigin)
      throw new Error(`code: changed since this program started: ${name}; run again`)
    sources[name] = (await hashes.hash(source)).sha256
  }
  const named = Object.entries(packages).map(([name, version]) => [`package ${name}`, version])
  return { version: keyOf({ ...sources, ...Object.fromEntries(named) }), sources, packages }
}

async function addRoom(
  folder: string,
  folders: Set<string>,
  packages: Record<string, string>,
): Promise<void> {
  if (folders.has(folder)) return
  folders.add(folder)
  for (const name of await dependenciesOf(folder)) {
    const place = await realpath(join(folder, 'node_modules', name))
    if (name.startsWith('@pejling/')) await addRoom(place, folders, packages)
    else await addPackage(name, place, packages)
  }
}

async function addPackage(name: string, place: string, packages: Record<string, string>): Promise<void> {
  const { version } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8')) as { version: string }
  const known = `${name} ${version}`
  if (packages[name] === version || packages[known]) return
  // Two versions of one package may be used by different ones.
  packages[packages[name] === undefined ? name : known] = version
  for (const inner of await dependenciesOf(place)) {
    const found = await findPackage(inner, place)
    if (found) await addPackage(inner, found, packages)
  }
}

/** Where Node would find it; a package for another platform is not installed. */
async function findPackage(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const found = await realpath(join(folder, 'node_modules', name)).catch(absent)
    if (found) return found
  }
  return undefined
}

async function dependenciesOf(folder: string): Promise<string[]> {
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  ) as { dependencies?: object; optionalDependencies?: object }
  return Object.keys({ ...dependencies, ...optionalDependencies }).sort()
}

async function sourcesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

function absent(problem: NodeJS.ErrnoException): undefined {
  if (problem.code !== 'ENOENT' && problem.code !== 'ENOTDIR') throw problem
}
