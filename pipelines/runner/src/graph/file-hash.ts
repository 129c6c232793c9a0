import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** What the system says of a file without reading it. `ctime` cannot be set by anybody; nanoseconds as text. */
type Seen = { size: number; mtime: string; ctime: string; inode: string }
type Kept = Seen & { sha256: string; at: number }

/** SHA-256 of files, remembered between runs. */
export type FileHashes = {
  /** Where they are remembered. */
  folder: string
  /** The file's hash and size. @throws what the system says if it cannot be read. */
  hash(file: string): Promise<{ sha256: string; size: number }>
  /** Keeps what was learnt for the next time. */
  save(): Promise<void>
}

/** A file changed so shortly before it was hashed may change again within the same tick of its clock. */
const settled = 2_000_000_000n

/**
 * A file is read again unless its size, both its times and its inode are those it was hashed at, and it had not been
 * touched within two seconds of that: see docs/decisions/013.
 */
export async function openFileHashes(folder: string): Promise<FileHashes> {
  const path = join(folder, 'hashes.json')
  const known = await readKept(path)
  const used = new Map<string, Kept>()
  let learnt = false

  async function hash(file: string): Promise<{ sha256: string; size: number }> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = await seen(file)
      const kept = used.get(file) ?? known.get(file)
      if (kept && isSame(kept, before) && isSettled(kept)) {
        used.set(file, kept)
        return { sha256: kept.sha256, size: kept.size }
      }
      const at = Date.now()
      const sha256 = await sha256Of(file)
      if (!isSame(before, await seen(file))) continue
      used.set(file, { ...before, sha256, at })
      learnt = true
      return { sha256, size: before.size }
    }
    throw Object.assign(new Error(`changes while it is read: ${file}`), { code: 'ECHANGED', path: file })
  }

  async function save(): Promise<void> {
    if (!learnt) return
    const all = new Map([...known, ...used])
    const beside = `${path}.${process.pid}.making`
    const handle = await open(beside, 'w', 0o600)
    try {
      await handle.writeFile(JSON.stringify([...all]))
      await handle.sync()
    } finally {
      await handle.close()
    }
    // Another process may have swept it away: then it is learnt again.
    await rename(beside, path).catch((problem: NodeJS.ErrnoException) => {
      if (problem.code !== 'ENOENT') throw problem
    })
    learnt = false
  }
  return { folder, hash, save }
}

/** SHA-256 of a file's bytes, in hex, without holding them all. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** What was remembered; a file that is not whole is one that was never written. */
async function readKept(path: string): Promise<Map<string, Kept>> {
  try {
    return new Map(JSON.parse(await readFile(path, 'utf8')) as [string, Kept][])
  } catch {
    return new Map()
  }
}

async function seen(file: string): Promise<Seen> {
  const { size, mtimeNs, ctimeNs, ino, dev } = await stat(file, { bigint: true })
  return { size: Number(size), mtime: String(mtimeNs), ctime: String(ctimeNs), inode: `${dev} ${ino}` }
}

function isSame(a: Seen, b: Seen): boolean {
  return a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode
}

function isSettled({ ctime, mtime, at }: Kept): boolean {
  const hashed = BigInt(at) * 1_000_000n
  return BigInt(ctime) + settled < hashed && BigInt(mtime) + settled < hashed
}
