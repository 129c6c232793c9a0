import { join } from 'node:path'
import type {
  Classification,
  ExcerptPlace,
  InterviewProject,
  InterviewSource,
  Memo,
  MemoTarget,
  ProjectCode,
} from '@pejling/indicators'
import {
  type Connection,
  type Edition,
  editionTable,
  hasTable,
  type InterviewTableName,
  literal,
  rows,
} from '@pejling/warehouse'

/** Gives the rows of a table of interviews in the order they were written in; none if it is not there. */
export type ReadTable = <Row>(table: InterviewTableName) => Promise<Row[]>

/** The tables a folder holds, as `loadInterviews` writes them. */
export function tablesOfFolder(connection: Connection, folder: string): ReadTable {
  return (table) =>
    rows(connection, `SELECT * FROM read_parquet(${literal(join(folder, `${table}.parquet`))})`)
}

/** The tables of one study in an edition. */
export function tablesOfEdition(edition: Edition, study: string): ReadTable {
  return async (table) => {
    const name = editionTable(table)
    if (!(await hasTable(edition, name))) return []
    return edition.query(`SELECT * FROM ${name} WHERE study = $study ORDER BY rowid`, { study })
  }
}

/**
 * The project that `shape` wrote as tables. Texts that were left out are not in it; with `texts: false` nobody asks for
 * them.
 */
export async function readTables(table: ReadTable, { texts = true } = {}): Promise<InterviewProject> {
  const valuesOf = await readValues(table)
  const [project] = await table<Pick<InterviewProject, 'name' | 'origin' | 'description'>>('project')
  const coders = await table<{ coder: string }>('coder')
  const codes = await table<ProjectCode & { code: string }>('code')
  const excerpts = await table<ExcerptRow>('excerpt')
  const codings = await table<{ excerpt: string; code: string; coder: string; created: string }>('coding')
  const classifications = await table<Classification & { classification: string }>('classification')
  return {
    ...said({ name: project?.name, origin: project?.origin, description: project?.description }),
    coders: coders.map(({ coder }) => coder),
    codes: codes.map(({ code: path, name, codable, color, description }) => ({
      ...{ path, name, codable },
      ...said({ color, description }),
    })),
    classifications: classifications.map(({ classification: name, type, description }) => ({
      ...{ name, type },
      ...said({ description }),
    })),
    sources: await readSources(table, texts, valuesOf),
    excerpts: excerpts.map((row) => ({ id: row.excerpt, source: row.source, place: placeOf(row) })),
    codings: codings.map(({ excerpt, code, coder, created }) => ({
      ...{ excerpt, code },
      ...said({ coder, created }),
    })),
    cases: await readCases(table, valuesOf),
    sets: await readSets(table),
    memos: texts ? await readMemos(table) : [],
  }
}

type ValuesOf = (of: 'source' | 'case', id: string | number) => Record<string, string>

async function readValues(table: ReadTable): Promise<ValuesOf> {
  const rows = await table<{
    source: string | null
    case: number | null
    classification: string
    value: string
  }>('classified')
  const by = {
    source: Map.groupBy(rows, ({ source }) => source),
    case: Map.groupBy(rows, (row) => row.case),
  }
  return (of, id) => {
    const found = (of === 'source' ? by.source.get(String(id)) : by.case.get(Number(id))) ?? []
    return Object.fromEntries(found.map(({ classification, value }) => [classification, value]))
  }
}

async function readSources(table: ReadTable, texts: boolean, valuesOf: ValuesOf): Promise<InterviewSource[]> {
  const held = texts
    ? await table<{ source: string; text: string | null; description: string | null }>('source_text')
    : []
  const textOf = new Map(held.map((row) => [row.source, row]))
  const points = Map.groupBy(
    await table<{ source: string; place: number | null; time: number | null }>('sync_point'),
    ({ source }) => source,
  )
  const sources = await table<Omit<InterviewSource, 'id'> & { source: string; text_hash: string }>('source')
  return sources.map(({ source: id, name, kind, of, text_hash, length, certain, creator, created }) => ({
    ...{ id, name, kind, certain, values: valuesOf('source', id) },
    ...said({ of, textHash: text_hash, length, creator, created }),
    ...said({ text: textOf.get(id)?.text, description: textOf.get(id)?.description }),
    ...(points.has(id)
      ? { syncPoints: points.get(id)!.map(({ place, time }) => said({ position: place, time })) }
      : {}),
  }))
}

type ExcerptRow = { excerpt: string; source: string; kind: ExcerptPlace['kind'] } & Record<
  'start' | 'end' | 'page' | 'first_x' | 'first_y' | 'second_x' | 'second_y' | 'begin' | 'finish',
  number
>

function placeOf(row: ExcerptRow): ExcerptPlace {
  const { kind, start, end, page, begin, finish } = row
  if (kind === 'text') return { kind, start, end }
  if (kind === 'time') return { kind, begin, end: finish }
  if (kind === 'whole') return { kind }
  const { first_x: firstX, first_y: firstY, second_x: secondX, second_y: secondY } = row
  return { kind, ...said({ page }), firstX, firstY, secondX, secondY }
}

async function readCases(table: ReadTable, valuesOf: ValuesOf): Promise<InterviewProject['cases']> {
  const members = Map.groupBy(
    await table<{ case: number; kind: string; member: string }>('case_member'),
    (row) => row.case,
  )
  const cases = await table<{ case: number; name: string | null; description: string | null }>('case')
  return cases.map(({ case: index, name, description }) => {
    const held = (kind: string) => membersOf(members.get(index), kind)
    return {
      ...said({ name, description }),
      values: valuesOf('case', index),
      ...{ sources: held('source'), excerpts: held('excerpt'), codes: held('code') },
    }
  })
}

async function readSets(table: ReadTable): Promise<InterviewProject['sets']> {
  const rows = await table<{ set: number; kind: string; member: string }>('set_member')
  const members = Map.groupBy(rows, (row) => row.set)
  const sets = await table<{ set: number; name: string; description: string | null }>('set')
  return sets.map(({ set: index, name, description }) => ({
    ...{ name, ...said({ description }) },
    sources: membersOf(members.get(index), 'source'),
    codes: membersOf(members.get(index), 'code'),
  }))
}

function membersOf(rows: { kind: string; member: string }[] = [], kind: string): string[] {
  return rows.flatMap((row) => (row.kind === kind ? row.member : []))
}

async function readMemos(table: ReadTable): Promise<Memo[]> {
  const texts = await table<{ memo: number; title: string | null; text: string }>('memo_text')
  const textOf = new Map(texts.map((row) => [row.memo, row]))
  const targets = Map.groupBy(
    await table<MemoTarget & { memo: number; study?: string }>('memo_target'),
    ({ memo }) => memo,
  )
  const memos = await table<Pick<Memo, 'kind' | 'author' | 'created'> & { memo: number }>('memo')
  return memos.flatMap(({ memo, kind, author, created }) => {
    const written = textOf.get(memo)
    // Of a memo that was left at home only the place is known.
    if (!written) return []
    const about = (targets.get(memo) ?? []).map(
      ({ memo: _, study: __, ...target }) => said(target) as unknown as MemoTarget,
    )
    return [{ kind, text: written.text, about, ...said({ title: written.title, author, created }) }]
  })
}

type Said<Row> = { [Name in keyof Row]?: NonNullable<Row[Name]> }

/** Without what is not said. */
function said<Row extends object>(row: Row): Said<Row> {
  const known = Object.entries(row).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(known) as Said<Row>
}
