import {
  codeNames,
  codePath,
  type CodeChange,
  isUnder,
  type Problem,
  type ProjectCode,
} from '@pejling/indicators'
import { codingKey, inTree, type MergedProjects } from './merge-projects.ts'

/** A change as a table tells it: from which code to which, and how many codings it moved, or left where they were. */
export type AppliedChange = {
  position: number
  kind: CodeChange['kind']
  date: string
  from_code: string
  to_code: string
  codings: number
  reason_da: string
  reason_en: string
}

/**
 * Makes the changes of a study's tree in what was read, one after the other: codes, codings, memos and cases speak of the
 * codes as they are called now, whatever the file they were read from called them. What a change names and no file holds is
 * told and does nothing.
 */
export function changeCodes(
  merged: MergedProjects,
  changes: CodeChange[],
  path: string,
): { merged: MergedProjects; applied: AppliedChange[]; problems: Problem[] } {
  let now = merged
  const applied: AppliedChange[] = []
  const problems: Problem[] = []
  const tell = (message: string) =>
    problems.push({ file: path, rule: 'code-change', severity: 'notes', message })
  for (const [position, change] of changes.entries()) {
    const { kind, date, reason } = change
    const row = { position, kind, date, reason_da: reason.da, reason_en: reason.en }
    for (const from of typeof change.from === 'string' ? [change.from] : change.from) {
      if (!now.project.codes.some((code) => isUnder(code.path, from))) {
        tell(`expected the code ${from}, which a ${kind} speaks of, in the interviews, found none`)
        continue
      }
      // What is under a code that is split are codes of their own.
      const isOf = (code: string) => (kind === 'split' ? code === from : isUnder(code, from))
      const given = now.project.codings.filter(({ code }) => isOf(code)).length
      const targets = change.kind === 'split' ? change.to : [change.to]
      const takes = change.kind === 'split' ? change.codings : change.to
      if (change.kind === 'split') now = uncodable(withCodes(now, change.to), from)
      if (takes !== undefined)
        now = moved(now, isOf, (code) => takes + code.slice(from.length), kind !== 'split')
      for (const to of targets)
        applied.push({ ...row, from_code: from, to_code: to, codings: to === takes ? given : 0 })
      const where = takes === undefined ? 'stay where they were' : `are codings of ${takes}`
      tell(`${kind} of ${from} to ${targets.join(', ')}: ${given} codings ${where}`)
    }
  }
  return { merged: now, applied, problems }
}

/** What is said of some codes is said of others; with `codesToo` they are the others. */
function moved(
  merged: MergedProjects,
  isOf: (code: string) => boolean,
  to: (code: string) => string,
  codesToo: boolean,
): MergedProjects {
  const now = (code: string) => (isOf(code) ? to(code) : code)
  const once = <Part>(parts: Part[], key: (part: Part) => string) =>
    [...new Map(parts.toReversed().map((part) => [key(part), part])).values()].toReversed()
  const { project, fileOf } = merged
  const codes = project.codes.map((code): ProjectCode => {
    const path = codesToo ? now(code.path) : code.path
    return path === code.path ? code : { ...code, path, name: codeNames(path).at(-1)! }
  })
  const keyed = project.codings.map((coding) => ({ coding, file: fileOf.coding.get(codingKey(coding)) }))
  const renamed = keyed.map(({ coding, file }) => ({ coding: { ...coding, code: now(coding.code) }, file }))
  const codings = once(renamed, ({ coding }) => codingKey(coding))
  return {
    ...merged,
    fileOf: {
      ...fileOf,
      code: codesToo
        ? new Map([...fileOf.code].toReversed().map(([code, file]) => [now(code), file]))
        : fileOf.code,
      coding: new Map(codings.map(({ coding, file }) => [codingKey(coding), file!])),
    },
    project: {
      ...project,
      codes: inTree(withAbove(once(codes, ({ path }) => path))),
      codings: codings.map(({ coding }) => coding),
      cases: project.cases.map((one) => ({ ...one, codes: [...new Set(one.codes.map(now))] })),
      sets: project.sets.map((one) => ({ ...one, codes: [...new Set(one.codes.map(now))] })),
      memos: project.memos.map((memo) => ({
        ...memo,
        about: memo.about.map((target) =>
          target.kind === 'code' || target.kind === 'coding' ? { ...target, code: now(target.code) } : target,
        ),
      })),
    },
  }
}

/** A code that came to stand under one nobody made is under one that only holds others. */
function withAbove(codes: ProjectCode[]): ProjectCode[] {
  const known = new Set(codes.map(({ path }) => path))
  const missing = new Map<string, ProjectCode>()
  for (const { path } of codes) {
    const names = codeNames(path)
    for (let length = 1; length < names.length; length++) {
      const above = codePath(names.slice(0, length))
      if (!known.has(above)) missing.set(above, { path: above, name: names[length - 1], codable: false })
    }
  }
  return [...codes, ...missing.values()]
}

function withCodes(merged: MergedProjects, paths: string[]): MergedProjects {
  const { project } = merged
  const known = new Set(project.codes.map(({ path }) => path))
  const added = paths
    .filter((path) => !known.has(path))
    .map((path): ProjectCode => ({ path, name: codeNames(path).at(-1)!, codable: true }))
  return { ...merged, project: { ...project, codes: inTree(withAbove([...project.codes, ...added])) } }
}

/** It is given to no excerpt any more. */
function uncodable(merged: MergedProjects, from: string): MergedProjects {
  const codes = merged.project.codes.map((code) => (code.path === from ? { ...code, codable: false } : code))
  return { ...merged, project: { ...merged.project, codes } }
}
