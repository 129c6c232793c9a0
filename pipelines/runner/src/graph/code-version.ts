import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { keyOf } from '../hash.ts'
import { root } from '../home.ts'
import type { FileHashes } from './file-hash.ts'
import { installedPackages } from './installed-packages.ts'
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
  const sources = await hashesOf(files.flat(), hashes, startedAt)
  const stamp = await stampOf(folder, hashes, startedAt)
  return { sources, ...(await installedPackages(folder, hashes.folder, stamp)) }
}

/**
 * What says that the same packages are installed: the room's own `package.json`, and what the installer wrote down of all
 * that is installed, which it writes anew whenever it changes something. Nothing where no installer did.
 */
async function stampOf(room: string, hashes: FileHashes, startedAt: number): Promise<string | undefined> {
  const lock = join(root, 'node_modules/.pnpm/lock.yaml')
  try {
    await stat(lock)
  } catch {
    return undefined
  }
  return keyOf(await hashesOf([lock, join(room, 'package.json')], hashes, startedAt))
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

async function sourcesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
