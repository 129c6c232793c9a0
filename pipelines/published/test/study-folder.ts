import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { type AuditFinding, parseStudyFolder, problemLine, type StudyFile } from '@pejling/indicators'
import { auditStudy } from '../src/index.ts'

/** The files of a study that ships with the house, or of a case of this folder. */
export function studyFiles(name: string): StudyFile[] {
  const folder = resolve(
    import.meta.dirname,
    name === 'schoolyards' ? `cases/${name}/input` : `../../../data/studies/${name}`,
  )
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: relative(folder, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }))
}

/** The same files with one line of one of them changed. */
export function withLine(files: StudyFile[], path: string, from: string, to: string): StudyFile[] {
  const file = files.find((file) => file.path === path)
  if (file?.text.split('\n').filter((line) => line === from).length !== 1)
    throw new Error(`${path}: expected the line ${from} once`)
  const text = file.text
    .split('\n')
    .map((line) => (line === from ? to : line))
    .join('\n')
  return files.map((other) => (other === file ? { path, text } : other))
}

/** The audit of a folder that must be readable. */
export function audit(files: StudyFile[]): AuditFinding[] {
  const parsed = parseStudyFolder(files)
  const stops = parsed.problems.filter(({ severity }) => severity === 'stops')
  if (stops.length > 0) throw new Error(stops.map(problemLine).join('\n'))
  return auditStudy(parsed)
}

/** `3.1 total/total/count: 16, should be 24` */
export function disagreements(findings: AuditFinding[]): string[] {
  return findings
    .filter(({ verdict }) => verdict === 'disagrees')
    .map(
      ({ table, cell, printed, recomputed }) =>
        `${table} ${cell}: ${printed || 'empty'}, should be ${recomputed ?? '?'}`,
    )
}
