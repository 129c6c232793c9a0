import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder that only its owner can read, and those around it; nothing if it is there. Folder by folder: Node's recursive
 * way never ends where a folder that exists refuses new ones, as /proc does.
 *
 * @throws what the system says; `ENOTDIR` if a file is in the way
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException
    const parent = dirname(path)
    if ((await stat(path).catch(() => undefined))?.isDirectory()) return
    if (code === 'EEXIST') throw Object.assign(new Error(), { code: 'ENOTDIR' })
    if (code !== 'ENOENT' || (await stat(parent).catch(() => undefined))) throw problem
    await makeFolder(parent)
    await makeFolder(path)
  }
}
