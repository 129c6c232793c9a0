import {
  codeNames,
  codePath,
  type InterviewCase,
  type InterviewProject,
  type InterviewSet,
  type Memo,
  type ProjectCode,
} from '@pejling/indicators'
import { placeOrder } from './ids.ts'

/** A project with the file it was read from. */
export type ReadProject = { file: string; project: InterviewProject }

/** Several files as one project, and the file that each part was first met in. */
export type MergedProjects = {
  project: InterviewProject
  files: ({ file: string } & Pick<InterviewProject, 'name' | 'origin' | 'description'>)[]
  /** By path, id, `codingKey`, and the place among the memos. */
  fileOf: { code: Map<string, string>; source: Map<string, string>; coding: Map<string, string> }
  memoFiles: string[]
  /** The row of a table it stands in. */
  memoRows: (number | undefined)[]
}

/**
 * Lays files of coded interviews together, in the order given: the same code path, text, place, coding, case name or memo
 * in two files is one. Where they differ in what they say of it, the first that says something counts.
 */
export function mergeProjects(read: ReadProject[]): MergedProjects {
  const fileOf = { code: new Map(), source: new Map(), coding: new Map() } as MergedProjects['fileOf']
  const codes = firstOf(
    read,
    ({ codes }) => codes,
    ({ path }) => path,
    fileOf.code,
  )
  const sources = firstOf(
    read,
    ({ sources }) => sources,
    ({ id }) => id,
    fileOf.source,
  )
  const codings = firstOf(read, ({ codings }) => codings, codingKey, fileOf.coding)
  const position = new Map(sources.map(({ id }, index) => [id, index]))
  const { cases, placeOf } = mergedCases(read)
  const { memos, memoFiles } = mergedMemos(read, placeOf)
  const projects = read.map(({ project }) => project)
  return {
    project: {
      ...Object.assign(
        {},
        ...projects.map(({ name, origin, description }) => said({ name, origin, description })).reverse(),
      ),
      coders: [...new Set(projects.flatMap(({ coders }) => coders))],
      codes: inTree(codes),
      classifications: firstOf(
        read,
        ({ classifications }) => classifications,
        ({ name }) => name,
      ),
      sources,
      excerpts: firstOf(
        read,
        ({ excerpts }) => excerpts,
        ({ id }) => id,
      ).toSorted((a, b) => position.get(a.source)! - position.get(b.source)! || placeOrder(a.place, b.place)),
      ...{ codings, cases, sets: mergedSets(read), memos },
    },
    files: read.map(({ file, project: { name, origin, description } }) => ({
      file,
      ...said({ name, origin, description }),
    })),
    ...{ fileOf, memoFiles, memoRows: memoFiles.map(() => undefined) },
  }
}

/** What a coding is known by. */
export function codingKey({
  excerpt,
  code,
  coder = '',
}: {
  excerpt: string
  code: string
  coder?: string
}): string {
  return JSON.stringify([excerpt, code, coder])
}

/** Each once, as the first file has it, with what only a later one says; `fileOf` is told where it was first met. */
function firstOf<Part extends object>(
  read: ReadProject[],
  parts: (project: InterviewProject) => Part[],
  key: (part: Part) => string,
  fileOf?: Map<string, string>,
): Part[] {
  const found = new Map<string, Part>()
  for (const { file, project } of read)
    for (const part of parts(project)) {
      const id = key(part)
      const known = found.get(id)
      found.set(id, known ? together(known, part) : part)
      if (!known) fileOf?.set(id, file)
    }
  return [...found.values()]
}

function together<Part extends object>(first: Part, later: Part): Part {
  const both = { ...later, ...said(first) }
  if (!('values' in both)) return both
  const of = (part: object) => (part as { values: Record<string, string> }).values
  return { ...both, values: { ...of(later), ...of(first) } }
}

/** Without what is not said. */
function said<Part extends object>(part: Part): Partial<Part> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Partial<Part>
}

/** A code before those under it, siblings in the order they were met. */
export function inTree(codes: ProjectCode[]): ProjectCode[] {
  const below = Map.groupBy(codes, ({ path }) => codePath(codeNames(path).slice(0, -1)))
  const known = new Set(codes.map(({ path }) => path))
  const roots = codes.filter(({ path }) => {
    const above = codePath(codeNames(path).slice(0, -1))
    return above === '' || !known.has(above)
  })
  const walk = (code: ProjectCode): ProjectCode[] => [code, ...(below.get(code.path) ?? []).flatMap(walk)]
  return roots.flatMap(walk)
}

/** Cases of one name are one; those without a name each stay their own. */
function mergedCases(read: ReadProject[]): { cases: InterviewCase[]; placeOf: number[][] } {
  const cases: InterviewCase[] = []
  const byName = new Map<string, number>()
  const placeOf = read.map(({ project }) =>
    project.cases.map((one) => {
      const at = one.name === undefined ? undefined : byName.get(one.name)
      if (at === undefined) {
        if (one.name !== undefined) byName.set(one.name, cases.length)
        return cases.push(one) - 1
      }
      const known = cases[at]
      cases[at] = {
        ...together(known, one),
        sources: union(known.sources, one.sources),
        excerpts: union(known.excerpts, one.excerpts),
        codes: union(known.codes, one.codes),
      }
      return at
    }),
  )
  return { cases, placeOf }
}

/** Sets of one name are one. */
function mergedSets(read: ReadProject[]): InterviewSet[] {
  const byName = new Map<string, InterviewSet>()
  for (const set of read.flatMap(({ project }) => project.sets)) {
    const known = byName.get(set.name)
    if (!known) byName.set(set.name, set)
    else {
      const members = {
        sources: union(known.sources, set.sources),
        codes: union(known.codes, set.codes),
      }
      byName.set(set.name, { ...together(known, set), ...members })
    }
  }
  return [...byName.values()]
}

function union(a: string[], b: string[]): string[] {
  return [...new Set([...a, ...b])]
}

function mergedMemos(read: ReadProject[], placeOf: number[][]): { memos: Memo[]; memoFiles: string[] } {
  const found = new Map<string, { memo: Memo; file: string }>()
  for (const [index, { file, project }] of read.entries()) {
    // In one file the same may be said twice.
    const times = new Map<string, number>()
    for (const memo of project.memos) {
      const about = memo.about.map((target) =>
        target.kind === 'case' ? { ...target, case: placeOf[index][target.case] } : target,
      )
      const moved = { ...memo, about }
      const said = JSON.stringify(moved)
      const time = (times.get(said) ?? 0) + 1
      times.set(said, time)
      const key = `${time} ${said}`
      if (!found.has(key)) found.set(key, { memo: moved, file })
    }
  }
  return {
    memos: [...found.values()].map(({ memo }) => memo),
    memoFiles: [...found.values()].map(({ file }) => file),
  }
}
