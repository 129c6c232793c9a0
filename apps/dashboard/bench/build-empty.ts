import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Builds a SvelteKit app of one empty page with the packages of this one; the file that serves it on `PORT`. */
export async function buildEmpty(): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'pejling-empty-'))
  const packages = join(import.meta.dirname, '../node_modules')
  await cp(join(import.meta.dirname, 'empty'), folder, { recursive: true })
  await symlink(packages, join(folder, 'node_modules'))
  execFileSync(join(packages, '.bin/vite'), ['build'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { folder, file: join(folder, 'build/index.js') }
}
