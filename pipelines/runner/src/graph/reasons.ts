import { readFile } from 'node:fs/promises'
import type { FileChange, PlanReason } from '@pejling/ledger'
import type { StudyFolder } from '../study-folder.ts'
import type { CodeVersion } from './code-version.ts'
import { fileChanges, valueChanges } from './file-changes.ts'
import type { MadeOf } from './step-cache.ts'
import type { Json, PlannedStep } from './step.ts'

/** What a reason is found by: how the step was made before, and what the files held then. */
export type Before = {
  made: MadeOf
  code?: CodeVersion
  /** A file (`<study>/<path>`) as it was in the live edition; nothing if it is not there. */
  contentOf: (file: string) => Promise<Buffer | undefined>
}

/** Why a step is not as it was: by its files, its parameters, its code and the steps before it. */
export async function reasonsFor(
  step: PlannedStep,
  { made, code, contentOf }: Before,
  now: { code: CodeVersion; folder: StudyFolder },
): Promise<PlanReason[]> {
  const reasons: PlanReason[] = []
  const names = new Set([...Object.keys(made.inputs), ...Object.keys(step.inputs)])
  for (const name of [...names].sort()) {
    const [was, is] = [made.inputs[name], step.inputs[name]]
    if (was === is) continue
    const isStep = step.after.includes(name) || /^(survey|derive|check|published)\//.test(name)
    if (isStep) reasons.push({ kind: 'upstream', step: name })
    else if (was === undefined) reasons.push({ kind: 'file-added', file: name })
    else if (is === undefined) reasons.push({ kind: 'file-removed', file: name })
    else reasons.push(await fileReason(name, now.folder, contentOf))
  }
  reasons.push(...parameterReasons(step.study, made.parameters, step.parameters))
  if (made.codeVersion !== step.codeVersion) reasons.push(...codeReasons(code, now.code))
  return reasons
}

/** What is different in a file of the live edition and the one on disk. */
export async function fileReason(
  name: string,
  { id, files }: StudyFolder,
  contentOf: Before['contentOf'],
): Promise<PlanReason> {
  const now = files.find(({ path }) => `${id}/${path}` === name)!
  // What was uploaded is not told by its lines.
  const before = now.upload === undefined ? await contentOf(name) : undefined
  const changes: FileChange[] = before ? fileChanges(name, before, await readFile(now.file)) : []
  return { kind: 'file-changed', file: name, changes }
}

function parameterReasons(
  study: string,
  before: Record<string, Json>,
  now: Record<string, Json>,
): PlanReason[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...names].sort().flatMap((name): PlanReason[] => {
    const changes = valueChanges(asKept(before[name]), asKept(now[name]))
    if (!changes.length) return []
    const isFile = /\.\w+$/.test(name)
    return [
      isFile
        ? { kind: 'file-changed', file: `${study}/${name}`, changes }
        : { kind: 'parameter-changed', parameter: name, changes },
    ]
  })
}

/** As it comes back from a file: without what is undefined. */
function asKept(value: Json): Json {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json)
}

/** The sources that changed, room by room, and packages of another version. */
export function codeReasons(before: CodeVersion | undefined, now: CodeVersion): PlanReason[] {
  if (!before) return [{ kind: 'code-changed', room: 'code', files: [] }]
  const rooms = new Map<string, string[]>()
  for (const file of new Set([...Object.keys(before.sources), ...Object.keys(now.sources)]))
    if (before.sources[file] !== now.sources[file]) {
      const room = file.split('/').slice(0, 2).join('/')
      rooms.set(room, [...(rooms.get(room) ?? []), file])
    }
  const packages = new Set([...Object.keys(before.packages), ...Object.keys(now.packages)])
  return [
    ...[...rooms].map(([room, files]): PlanReason => ({ kind: 'code-changed', room, files: files.sort() })),
    ...[...packages]
      .filter((name) => before.packages[name] !== now.packages[name])
      .map((name): PlanReason => ({
        kind: 'package-changed',
        ...{ name, before: before.packages[name], now: now.packages[name] },
      })),
  ]
}
