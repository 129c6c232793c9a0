import { isInterviewFile } from '@pejling/indicators'
import { type Ledger, listUploadsOver, type Scope, type Upload } from '@pejling/ledger'
import type { FileHashes } from '../graph/file-hash.ts'
import type { Home } from '../home.ts'
import type { PlacedUpload, StudyFile, StudyFolder } from '../study-folder.ts'
import { placeOf } from './placed-upload.ts'
import { roundFile } from './round-file.ts'

type Laying = { home: Home; ledger: Ledger; hashes: FileHashes }

/**
 * Lays uploads over the studies' folders: those that are live, and, where the scope is of one, that one with them or no
 * longer. The stored bytes stand in the place of the round's file, and the ledger's facts where the folder has no
 * `round.yaml`; from there on they are files of the study like any other. The folders on disk are not touched.
 */
export async function withUploads(
  folders: StudyFolder[],
  laying: Laying,
  over?: Scope['upload'],
): Promise<StudyFolder[]> {
  const uploads = await listUploadsOver(laying.ledger, over)
  if (!uploads.length) return folders
  return Promise.all(
    folders.map(async (folder) => {
      let laid = folder
      for (const upload of uploads)
        if (upload.study === folder.id) laid = await withUpload(laid, upload, laying)
      return laid
    }),
  )
}

async function withUpload(folder: StudyFolder, upload: Upload, laying: Laying): Promise<StudyFolder> {
  const placed = placeOf(upload)
  const found = await storedFiles(upload, placed, laying)
  const { files: facts, assumed } =
    upload.kind === 'survey' ? await roundFile(folder, placed.round, laying) : { files: [] }
  const own = folder.files.filter(({ path }) => !replaces(placed, path))
  return {
    ...folder,
    files: [...own, ...found.files, ...facts].sort((a, b) => (a.path < b.path ? -1 : 1)),
    unreadable: [...folder.unreadable, ...found.unreadable],
    uploads: [...(folder.uploads ?? []), { ...placed, ...(assumed && { assumed }) }],
  }
}

/** A file of interviews takes the place of one of the same name, whatever that is written in. */
function replaces({ paths, unit }: PlacedUpload, path: string): boolean {
  return paths.includes(path) || (isInterviewFile(paths[0]) && path.startsWith(`interviews/${unit}.`))
}

/** What was sent is what the ledger says, or the study cannot be told. */
async function storedFiles(
  { files }: Upload,
  { id, paths }: PlacedUpload,
  { home, hashes }: Laying,
): Promise<Pick<StudyFolder, 'files' | 'unreadable'>> {
  const { originalPath } = await import('@pejling/archive')
  const found: Pick<StudyFolder, 'files' | 'unreadable'> = { files: [], unreadable: [] }
  for (const [position, { sha256, bytes }] of files.entries()) {
    const path = paths[position]
    const file: StudyFile = { path, file: originalPath(home.path, sha256), sha256, bytes, upload: id }
    try {
      const is = await hashes.hash(file.file)
      if (is.sha256 === sha256) found.files.push(file)
      else found.unreadable.push({ path, why: `expected the bytes of upload ${id}, found others` })
    } catch (cause) {
      found.unreadable.push({ path, why: (cause as NodeJS.ErrnoException).code ?? String(cause) })
    }
  }
  return found
}
