import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { StudyFile } from '../src/study-folder.ts'

const studies = resolve(import.meta.dirname, '../../../data/studies')

/** The names of the studies that ship with the house. */
export const studyNames: string[] = readdirSync(studies)

/** The files of one of them, as `parseStudyFolder` wants them. */
export function studyFiles(name: string): StudyFile[] {
  const folder = join(studies, name)
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: relative(folder, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }))
}

/** The same files with one text replaced in one of them. */
export function withText(files: StudyFile[], path: string, from: string, to: string): StudyFile[] {
  const file = files.find((file) => file.path === path)
  if (!file?.text.includes(from)) throw new Error(`${path}: expected ${from}, found none`)
  return files.map((other) => (other === file ? { path, text: file.text.replace(from, to) } : other))
}
