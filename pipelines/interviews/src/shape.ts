import { codeNames, codePath, type MemoTarget, type TextRule } from '@pejling/indicators'
import { type InterviewTableName, interviewTables } from '@pejling/warehouse'
import { codingKey, type MergedProjects } from './merge-projects.ts'

/** A table of a project: the DuckDB type of each column, and its rows. */
export type InterviewTable = { columns: Record<string, string>; rows: Record<string, unknown>[] }
export type ProjectTables = Partial<Record<InterviewTableName, InterviewTable>>

/**
 * What was read as tables, in the order they refer to each other. What somebody said or wrote stands in `source_text` and
 * `memo_text` only, and nowhere if the texts are left at home.
 */
export function shape(
  { project, files, fileOf, memoFiles, memoRows }: MergedProjects,
  texts: TextRule,
): ProjectTables {
  const isKept = texts !== 'left'
  const { codes, coders, classifications, sources, excerpts, codings, cases, sets, memos } = project
  const rows: Partial<Record<InterviewTableName, Record<string, unknown>[]>> = {
    project: files.map((file, position) => ({ ...file, position, texts })),
    coder: coders.map((coder) => ({ coder })),
    code: codes.map(({ path, name, codable, color, description }, position) => ({
      ...{ code: path, position, name, above: codePath(codeNames(path).slice(0, -1)) || undefined },
      ...{ codable, color, description, file: fileOf.code.get(path) },
    })),
    source: sources.map(({ id, name, kind, of, textHash, length, certain, creator, created }, position) => ({
      ...{ source: id, position, name, kind, of, text_hash: textHash, length, certain, creator, created },
      file: fileOf.source.get(id),
    })),
    source_text: isKept
      ? sources.map(({ id: source, text, description }) => ({ source, text, description }))
      : [],
    sync_point: sources.flatMap(({ id: source, syncPoints = [] }) =>
      syncPoints.map(({ position: place, time }, position) => ({ source, position, place, time })),
    ),
    excerpt: excerpts.map(({ id, source, place }) => {
      const held = { excerpt: id, source, kind: place.kind }
      if (place.kind === 'text') return { ...held, start: place.start, end: place.end }
      if (place.kind === 'time') return { ...held, begin: place.begin, finish: place.end }
      if (place.kind === 'whole') return held
      const { page, firstX, firstY, secondX, secondY } = place
      return { ...held, page, first_x: firstX, first_y: firstY, second_x: secondX, second_y: secondY }
    }),
    coding: codings.map((coding) => ({ ...coding, file: fileOf.coding.get(codingKey(coding)) })),
    classification: classifications.map(({ name, ...rest }) => ({ classification: name, ...rest })),
    case: cases.map(({ name, description }, index) => ({ case: index, name, description })),
    case_member: cases.flatMap((one, index) =>
      (['sources', 'excerpts', 'codes'] as const).flatMap((kind) =>
        one[kind].map((member) => ({ case: index, kind: kind.slice(0, -1), member })),
      ),
    ),
    set: sets.map(({ name, description }, index) => ({ set: index, name, description })),
    set_member: sets.flatMap((one, index) =>
      (['sources', 'codes'] as const).flatMap((kind) =>
        one[kind].map((member) => ({ set: index, kind: kind.slice(0, -1), member })),
      ),
    ),
    classified: [
      ...sources.flatMap(({ id, values }) => valueRows({ source: id }, values)),
      ...cases.flatMap(({ values }, index) => valueRows({ case: index }, values)),
    ],
    memo: memos.map(({ kind, author, created }, memo) => ({
      ...{ memo, kind, author, created },
      ...{ file: memoFiles[memo], row: memoRows[memo] },
    })),
    memo_text: isKept ? memos.map(({ title, text }, memo) => ({ memo, title, text })) : [],
    memo_target: memos.flatMap(({ about }, memo) => about.map((target: MemoTarget) => ({ memo, ...target }))),
  }
  return Object.fromEntries(
    Object.entries(rows).map(([name, rows]) => [
      name,
      { columns: interviewTables[name as InterviewTableName], rows },
    ]),
  )
}

function valueRows(owner: object, values: Record<string, string>): Record<string, unknown>[] {
  return Object.entries(values).map(([classification, value]) => ({ ...owner, classification, value }))
}
