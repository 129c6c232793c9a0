import { codeNames, codePath, type InterviewProject, type MemoTarget } from '@pejling/indicators'

/**
 * What becomes of the texts: `kept` for all who may see excerpts, `roles` for some of them, `left` at home, so that
 * only places and hashes are held.
 */
export type TextRule = 'kept' | 'roles' | 'left'

/** A table of a project: the DuckDB type of each column, and its rows. */
export type InterviewTable = { columns: Record<string, string>; rows: Record<string, unknown>[] }

const text = 'VARCHAR'
const count = 'INTEGER'

/**
 * A project as tables, in the order they refer to each other. What somebody said or wrote stands in `source_text` and
 * `memo_text` only, and nowhere if the texts are left at home.
 */
export function shape(project: InterviewProject, texts: TextRule): Record<string, InterviewTable> {
  const isKept = texts !== 'left'
  const { codes, coders, classifications, sources, excerpts, codings, cases, memos } = project
  const table = (columns: Record<string, string>, rows: Record<string, unknown>[]) => ({ columns, rows })
  return {
    project: table({ name: text, origin: text, texts: text }, [
      { name: project.name, origin: project.origin, texts },
    ]),
    coder: table(
      { coder: text },
      coders.map((coder) => ({ coder })),
    ),
    code: table(
      {
        code: text,
        position: count,
        name: text,
        above: text,
        codable: 'BOOLEAN',
        color: text,
        description: text,
      },
      codes.map(({ path, name, codable, color, description }, position) => ({
        ...{ code: path, position, name, above: codePath(codeNames(path).slice(0, -1)) || undefined },
        ...{ codable, color, description },
      })),
    ),
    source: table(
      {
        ...{
          source: text,
          position: count,
          name: text,
          kind: text,
          of: text,
          text_hash: text,
          length: count,
        },
        ...{ certain: 'BOOLEAN', creator: text, created: text },
      },
      sources.map(({ id, name, kind, of, textHash, length, certain, creator, created }, position) => ({
        ...{ source: id, position, name, kind, of, text_hash: textHash, length, certain, creator, created },
      })),
    ),
    source_text: table(
      { source: text, text, description: text },
      isKept
        ? sources.map((source) => ({ source: source.id, text: source.text, description: source.description }))
        : [],
    ),
    excerpt: table(
      {
        ...{ excerpt: text, source: text, kind: text, start: count, end: count, page: count },
        ...{
          first_x: count,
          first_y: count,
          second_x: count,
          second_y: count,
          begin: 'BIGINT',
          finish: 'BIGINT',
        },
      },
      excerpts.map(({ id, source, place }) => {
        const held = { excerpt: id, source, kind: place.kind }
        if (place.kind === 'text') return { ...held, start: place.start, end: place.end }
        if (place.kind === 'time') return { ...held, begin: place.begin, finish: place.end }
        if (place.kind === 'whole') return held
        const { page, firstX, firstY, secondX, secondY } = place
        return { ...held, page, first_x: firstX, first_y: firstY, second_x: secondX, second_y: secondY }
      }),
    ),
    coding: table({ excerpt: text, code: text, coder: text, created: text }, codings),
    classification: table(
      { classification: text, type: text, description: text },
      classifications.map(({ name, ...rest }) => ({ classification: name, ...rest })),
    ),
    case: table(
      { case: count, name: text, description: text },
      cases.map(({ name, description }, index) => ({ case: index, name, description })),
    ),
    case_member: table(
      { case: count, kind: text, member: text },
      cases.flatMap((one, index) =>
        (['sources', 'excerpts', 'codes'] as const).flatMap((kind) =>
          one[kind].map((member) => ({ case: index, kind: kind.slice(0, -1), member })),
        ),
      ),
    ),
    classified: table({ source: text, case: count, classification: text, value: text }, [
      ...sources.flatMap(({ id, values }) => valueRows({ source: id }, values)),
      ...cases.flatMap(({ values }, index) => valueRows({ case: index }, values)),
    ]),
    memo: table(
      { memo: count, kind: text, author: text, created: text },
      memos.map(({ kind, author, created }, memo) => ({ memo, kind, author, created })),
    ),
    memo_text: table(
      { memo: count, title: text, text },
      isKept ? memos.map((memo, index) => ({ memo: index, title: memo.title, text: memo.text })) : [],
    ),
    memo_target: table(
      { memo: count, kind: text, source: text, excerpt: text, code: text, coder: text, case: count },
      memos.flatMap(({ about }, memo) => about.map((target: MemoTarget) => ({ memo, ...target }))),
    ),
  }
}

function valueRows(owner: object, values: Record<string, string>): Record<string, unknown>[] {
  return Object.entries(values).map(([classification, value]) => ({ ...owner, classification, value }))
}
