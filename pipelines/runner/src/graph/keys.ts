import { keyOf, sha256 } from '../hash.ts'
import type { StudyFolder } from '../study-folder.ts'
import type { CodeVersion } from './code-version.ts'
import type { KindName } from './kinds.ts'
import type { PlannedStep, Step } from './step.ts'

export type Codes = Record<KindName, CodeVersion>

/** What a step needs beside three times its files, which it holds as text, as columns and as what it writes. */
const least = 256 * 1024 * 1024

/** A step with its inputs and the key they make; the steps before it are those given. */
export function withKey(
  step: Step,
  { id, files }: StudyFolder,
  codes: Codes,
  before: Map<string, PlannedStep>,
): PlannedStep {
  const read = files.filter(({ path }) => step.files.includes(path))
  const inputs = {
    ...Object.fromEntries(read.map(({ path, sha256 }) => [`${id}/${path}`, sha256])),
    ...Object.fromEntries(step.after.map((name) => [name, before.get(name)!.key])),
  }
  const { version } = codes[step.kind]
  const bytes = read.reduce((sum, file) => sum + file.bytes, 0)
  return {
    ...step,
    ...{ inputs, bytes, codeVersion: version, memory: step.memory ?? least + 3 * bytes },
    key: keyOf({ ...inputs, parameters: sha256(JSON.stringify(step.parameters)), code: version }),
  }
}

/**
 * What a study is made of: its files, how those that were uploaded are read, the code of every kind of step, and where a
 * step is older, its key.
 */
export function studyHash(
  { files, uploads = [] }: StudyFolder,
  codes: Codes,
  older: PlannedStep[] = [],
): string {
  return keyOf({
    ...Object.fromEntries(files.map(({ path, sha256 }) => [`file ${path}`, sha256])),
    ...Object.fromEntries(
      uploads.map(({ paths, reading }) => [`reading ${paths[0]}`, sha256(JSON.stringify(reading))]),
    ),
    ...Object.fromEntries(Object.entries(codes).map(([kind, { version }]) => [`code ${kind}`, version])),
    ...Object.fromEntries(older.map(({ name, key }) => [`step ${name}`, key])),
  })
}

/** The name of an edition: what each study is made of, and the code that puts them together. */
export function editionHash(studies: Record<string, string>, codes: Codes): string {
  return keyOf({ ...studies, 'code edition': codes.edition.version })
}
