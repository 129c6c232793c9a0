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
 * @param startedAt when this process began, in milliseconds since 1970
 * @throws `code: changed since this program started: …; run again`, and what the system says of a source it cannot read
 */
export async function codeVersion(
  kind: KindName,
  hashes: FileHashes,
  startedAt = performance.timeOrigin,
): Promise<CodeVersion> {
  const { rooms, files } = kinds[kind]
  const closure = new Map<string, RoomCode>()
  for (const room of rooms) await addRoom(join(root, room), closure, hashes, startedAt)
  const own = files.map((path) => join(root, 'pipelines/runner/src', path))
  const sources = { ...(await hashesOf(own, hashes, startedAt)) }
  const packages: Record<string, string> = { node: process.versions.node }
  for (const room of closure.values()) {
    Object.assign(sources, room.sources)
    Object.assign(packages, room.packages)
  }
  const named = Object.entries(packages).map(([name, version]) => [`package ${name}`, version])
  return { version: keyOf({ ...sources, ...Object.fromEntries(named) }), sources, packages }
}

type RoomCode = Omit<CodeVersion, 'version'> & { rooms: string[] }

/** What this process loaded does not change while it lives: each room is looked at once. */
const looked = new Map<string, Promise<RoomCode>>()

async function addRoom(
  folder: string,
  closure: Map<string, RoomCode>,
  hashes: FileHashes,
  startedAt: number,
): Promise<void> {
  if (closure.has(folder)) return
  const key = `${folder} ${startedAt}`
  const looking = looked.get(key) ?? roomCode(folder, hashes, startedAt)
  looked.set(key, looking)
  const room = await looking
  closure.set(folder, room)
  for (const inner of room.rooms) await addRoom(inner, closure, hashes, startedAt)
}

async function roomCode(folder: string, hashes: FileHashes, startedAt: number): Promise<RoomCode> {
  const extra = (beside[relative(root, folder)] ?? []).map((path) => join(root, path))
  const files = await Promise.all([join(folder, 'src'), ...extra].map(sourcesOf))
  const rooms: string[] = []
  const packages: Record<string, string> = {}
  for (const name of await dependenciesOf(folder)) {
    const place = await realpath(join(folder, 'node_modules', name))
    if (name.startsWith('@pejling/')) rooms.push(place)
    else await addPackage(name, place, packages)
  }
  return { sources: await hashesOf(files.flat(), hashes, startedAt), packages, rooms }
}

async function hashesOf(
  files: string[],
  hashes: FileHashes,
  startedAt: number,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const file of files.sort()) {
    const { ctimeMs } = await stat(file)
    const name = relative(root, file)
    if (ctimeMs >= startedAt) throw new Error(`code: changed since this program started: ${name}; run again`)
    found[name] = (await hashes.hash(file)).sha256
  }
  return found
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
