import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { sha256 } from './hash.ts'

export type StudyFile = { path: string; content: Uint8Array; sha256: string }
/** A study's folder as it is on disk: one folder is one study. */
export type StudyFolder = { id: string; folder: string; files: StudyFile[] }

/**
 * Reads every study under a folder, in the order of their names; hidden files are left out.
 *
 * @throws `studies: no such folder: …`
 */
export async function readStudyFolders(studies: string): Promise<StudyFolder[]> {
  const entries = await readdir(studies, { withFileTypes: true }).catch((cause) => {
    throw new Error(`studies: no such folder: ${studies}`, { cause })
  })
  const ids = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
  return Promise.all(ids.sort().map((id) => readStudyFolder(studies, id)))
}

async function readStudyFolder(studies: string, id: string): Promise<StudyFolder> {
  const folder = join(studies, id)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const files = await Promise.all(
    paths.map(async (file) => {
      const content = await readFile(file)
      return { path: relative(folder, file).split(sep).join('/'), content, sha256: sha256(content) }
    }),
  )
  return { id, folder, files }
}
