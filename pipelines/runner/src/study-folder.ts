import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { holdsInterviews, type UploadReading } from '@pejling/indicators'
import type { FileHashes } from './graph/file-hash.ts'
import { textOf } from './study-text.ts'

/** A file of a study, by its path in the study's folder and what it holds. */
export type StudyFile = {
  path: string
  file: string
  sha256: string
  bytes: number
  /** Left out of a run of one round: the hash is that of the live edition's, whatever is on disk. */
  older?: true
  /** The upload it is of. Its bytes may name persons: they never go into an edition. */
  upload?: number
}
/** An upload in its place among a study's files. */
export type PlacedUpload = {
  id: number
  unit: string
  round: string
  /** Of its files, in the order they were sent: `rounds/<round>/<unit>.csv` first. */
  paths: string[]
  /** What the sender calls them. */
  names: string[]
  reading: UploadReading
  /** Nobody has said what the round is: it is taken as the last one, to be looked at and no more. */
  assumed?: boolean
}
/** A study's folder as it is on disk, with the uploads laid over it: one folder is one study. */
export type StudyFolder = {
  id: string
  folder: string
  files: StudyFile[]
  uploads?: PlacedUpload[]
  /** What could not be read: it is neither missing nor unchanged. */
  unreadable: { path: string; why: string }[]
}

/**
 * The names of the studies under a folder, in order; hidden ones are left out.
 *
 * @throws `studies: no such folder: …`, `studies: cannot read …: EACCES`
 */
export async function listStudyNames(studies: string): Promise<string[]> {
  const entries = await readdir(studies, { withFileTypes: true }).catch((cause) => {
    const { code } = cause as NodeJS.ErrnoException
    const line = code === 'ENOENT' ? `no such folder: ${studies}` : `cannot read ${studies}: ${code}`
    throw new Error(`studies: ${line}`, { cause })
  })
  return entries
    .filter((entry) => !entry.name.startsWith('.') && !entry.isFile())
    .map(({ name }) => name)
    .sort()
}

/**
 * Looks at every study under a folder, in the order of their names; hidden files are left out. No content is held. Of
 * studies other than `only` just the names are given.
 *
 * @throws as `listStudyNames`
 */
export async function readStudyFolders(
  studies: string,
  hashes: FileHashes,
  only?: string,
): Promise<StudyFolder[]> {
  const folders: StudyFolder[] = []
  for (const id of await listStudyNames(studies)) {
    const folder = join(studies, id)
    const isWanted = only === undefined || only === id
    folders.push(
      isWanted ? await readStudyFolder(folder, id, hashes) : { id, folder, files: [], unreadable: [] },
    )
  }
  return folders
}

/** The texts of the files a study is parsed from; data of rounds are read by the pipelines only. */
export async function studyTexts({ files }: StudyFolder): Promise<{ path: string; text: string }[]> {
  return Promise.all(
    files
      .filter(({ path }) => isText(path))
      .map(async ({ path, file }) => ({
        path,
        text: isReadByPipelines(path) ? '' : textOf(await readFile(file)),
      })),
  )
}

async function readStudyFolder(folder: string, id: string, hashes: FileHashes): Promise<StudyFolder> {
  const found: StudyFolder = { id, folder, files: [], unreadable: [] }
  const unreadable = (place: string, cause: unknown) => {
    const path = relative(folder, place).split(sep).join('/') || '.'
    found.unreadable.push({ path, why: (cause as NodeJS.ErrnoException).code ?? String(cause) })
  }
  await look(folder)
  found.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return found

  async function look(place: string): Promise<void> {
    try {
      const entries = await readdir(place, { withFileTypes: true })
      for (const entry of entries) {
        if (entry.name.startsWith('.')) continue
        const inside = join(place, entry.name)
        if (entry.isDirectory()) await look(inside)
        else await take(inside)
      }
    } catch (cause) {
      unreadable(place, cause)
    }
  }

  async function take(file: string): Promise<void> {
    try {
      const what = await stat(file)
      if (what.isDirectory()) return await look(file)
      if (!what.isFile()) throw Object.assign(new Error(), { code: 'neither a file nor a folder' })
      const { sha256, size } = await hashes.hash(file)
      found.files.push({ path: relative(folder, file).split(sep).join('/'), file, sha256, bytes: size })
    } catch (cause) {
      unreadable(file, cause)
    }
  }
}

function isText(path: string): boolean {
  return /\.(ya?ml|csv|md|json|txt|sql)$/.test(path)
}

/** Parsing a study looks at the paths of these only. */
function isReadByPipelines(path: string): boolean {
  return /^rounds\/.*\.csv$/.test(path) || holdsInterviews(path)
}
