import {
  type CodeChange,
  codePath,
  type CondensationRow,
  didYouMean,
  isUnder,
  type InterviewProject,
  type Memo,
  type MemoTarget,
  type Problem,
} from '@pejling/indicators'
import { excerptId } from './ids.ts'
import type { MergedProjects } from './merge-projects.ts'

/** Rows of a table of condensations, with the file they stand in. */
export type CondensationTable = { path: string; name: string; rows: CondensationRow[] }

/**
 * Puts condensations from tables among what was read of the study's other files, in the order given: one of the same unit
 * or interview, code and author replaces an earlier one, and an empty text takes it away. A row that speaks of a
 * code or an interview that is not there, perhaps no longer, is left out and told with its place; so is an excerpt.
 */
export function addCondensations(
  merged: MergedProjects,
  tables: readonly CondensationTable[],
  changes: readonly CodeChange[],
): { merged: MergedProjects; problems: Problem[] } {
  const { project } = merged
  const problems: Problem[] = []
  const cases = [...project.cases]
  const caseOf = new Map(
    cases.flatMap(({ name }, index) => (name === undefined ? [] : [[plain(name), index]])),
  )
  const known = lookups(project, changes)
  // A project may have several of one unit, code and author: they are replaced together.
  const kept = new Map<string, { memo: Memo; file: string; row?: number }[]>()
  for (const [index, memo] of project.memos.entries()) {
    const key = memo.kind === 'condensation' ? noteKey(memo) : String(index)
    const one = { memo, file: merged.memoFiles[index], row: merged.memoRows[index] }
    kept.set(key, [...(kept.get(key) ?? []), one])
  }
  for (const { path, name, rows } of tables) {
    const seen = new Set<string>()
    for (const row of rows) {
      const say = (rule: string, message: string, severity: Problem['severity'] = 'warns') =>
        problems.push({ file: path, row: row.row, rule, severity, message })
      const code = known.code(row)
      if (code === undefined)
        say('reference', `unknown code: ${row.code}${didYouMean(row.code, known.codes)}`)
      const source = row.source === undefined ? undefined : known.source(row.source)
      if (row.source !== undefined && source === undefined)
        say('reference', 'expected the name of one interview, found none or several of that name')
      if (code === undefined || (row.source !== undefined && source === undefined)) continue
      const excerpts = row.excerpts.map(known.excerpt)
      const gone = excerpts.filter((one) => one === undefined).length
      if (gone > 0) say('reference', `expected excerpts of the interviews, found ${gone} that are none`)
      const about: MemoTarget[] = [{ kind: 'code', code }]
      if (source !== undefined) about.push({ kind: 'source', source })
      else {
        const unit = row.unit!
        if (!caseOf.has(plain(unit))) {
          caseOf.set(plain(unit), cases.length)
          cases.push({ name: unit, values: {}, sources: [], excerpts: [], codes: [] })
        }
        about.push({ kind: 'case', case: caseOf.get(plain(unit))! })
      }
      for (const excerpt of new Set(excerpts)) if (excerpt) about.push({ kind: 'excerpt', excerpt })
      const memo: Memo = {
        ...{ kind: 'condensation', text: row.text, about },
        ...{ ...(row.author && { author: row.author }), ...(row.created && { created: row.created }) },
      }
      const key = noteKey(memo)
      if (seen.has(key))
        say(
          'duplicate-key',
          'expected one condensation of a unit, a code and an author, found another',
          'stops',
        )
      seen.add(key)
      kept.delete(key)
      if (row.text.trim() !== '') kept.set(key, [{ memo, file: name, row: row.row }])
    }
  }
  const memos = [...kept.values()].flat()
  const coders = [...project.coders, ...memos.flatMap(({ memo }) => memo.author ?? [])]
  return {
    merged: {
      ...merged,
      project: { ...project, cases, coders: [...new Set(coders)], memos: memos.map(({ memo }) => memo) },
      files: [...merged.files, ...tables.map(({ name }) => ({ file: name }))],
      memoFiles: memos.map(({ file }) => file),
      memoRows: memos.map(({ row }) => row),
    },
    problems,
  }
}

/** What a condensation is known by: whom it is about, its code and its author. */
function noteKey({ about, author = '' }: Memo): string {
  const of = (kind: MemoTarget['kind']) => about.find((target) => target.kind === kind)
  return JSON.stringify([of('case'), of('source'), of('code'), author])
}

function lookups({ codes, sources, excerpts }: InterviewProject, changes: readonly CodeChange[]) {
  const paths = new Set(codes.map(({ path }) => path))
  const byName = Map.groupBy(codes, ({ name }) => name)
  const named = Map.groupBy(sources, ({ name }) => plain(name))
  const ids = new Set(excerpts.map(({ id }) => id))
  const one = <Item>(found: Item[] | undefined) => (found?.length === 1 ? found[0] : undefined)
  const source = (name: string) =>
    sources.some(({ id }) => id === name) ? name : one(named.get(plain(name)))?.id
  return {
    codes: [...paths],
    source,
    code: ({ code, names }: CondensationRow): string | undefined =>
      [code, codePath(names), codeNow(code, changes), codeNow(codePath(names), changes)].find((path) =>
        paths.has(path),
      ) ?? (names.length === 1 ? one(byName.get(names[0]))?.path : undefined),
    /** By what it is known by, or by the name of its interview and its place there: `X1-leder 120-180`. */
    excerpt: (said: string): string | undefined => {
      if (ids.has(said)) return said
      const [, name, start, end] = /^(.+?)[ :]+(\d{1,9})\s*[-–]\s*(\d{1,9})$/.exec(said) ?? []
      const within = name === undefined ? undefined : source(name)
      if (within === undefined) return undefined
      const id = excerptId(within, { kind: 'text', start: Number(start), end: Number(end) })
      return ids.has(id) ? id : undefined
    },
  }
}

/** What a code is called after all changes of the tree; where its codings are, if it was split. */
function codeNow(code: string, changes: readonly CodeChange[]): string {
  let now = code
  for (const change of changes) {
    if (change.kind === 'split') now = now === change.from ? (change.codings ?? now) : now
    else {
      const from = [change.from].flat().find((one) => isUnder(now, one))
      if (from !== undefined) now = change.to + now.slice(from.length)
    }
  }
  return now
}

function plain(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ')
}
