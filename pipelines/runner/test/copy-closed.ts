import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The same rows under another name, as if they were somebody's. */
export async function copyClosed(studies: string, open: string, closed: string): Promise<void> {
  await cp(join(studies, open), join(studies, closed), { recursive: true })
  const files = await readdir(join(studies, closed), { recursive: true, withFileTypes: true })
  for (const entry of files.filter(({ name }) => name.endsWith('.yaml'))) {
    const file = join(entry.parentPath, entry.name)
    const text = (await readFile(file, 'utf8')).replace(
      new RegExp(`^(id|study): ${open}$`, 'gm'),
      `$1: ${closed}`,
    )
    const shut = text
      .replace('synthetic: true', 'synthetic: false')
      .replace(/^disclosure:\n(?: {2}.*\n)+/m, '')
    await writeFile(file, shut)
  }
}
