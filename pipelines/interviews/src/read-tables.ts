import { join } from 'node:path'
import type { InterviewProject, InterviewSource } from '@pejling/indicators'
import { type Connection, type InterviewTableName, literal, rows } from '@pejling/warehouse'

/** Of a project what rules speak of. */
export type RuledProject = Pick<InterviewProject, 'sources' | 'excerpts' | 'codings' | 'cases'>

/** Of a project what rules speak of, as it was held when the tables were written. */
export async function readTables(connection: Connection, folder: string): Promise<RuledProject> {
  const table = (name: InterviewTableName) => `read_parquet(${literal(join(folder, `${name}.parquet`))})`
  const read = <Row>(sql: string) => rows<Row>(connection, sql)
  const classified = await read<{
    source: string | null
    case: number | null
    classification: string
    value: string
  }>(`SELECT * FROM ${table('classified')}`)
  const values = (of: 'source' | 'case') => {
    const by = Map.groupBy(classified, (row) => row[of])
    return (id: string | number) =>
      Object.fromEntries((by.get(id) ?? []).map(({ classification, value }) => [classification, value]))
  }
  const [ofSource, ofCase] = [values('source'), values('case')]
  const members = Map.groupBy(
    await read<{ case: number; kind: string; member: string }>(`SELECT * FROM ${table('case_member')}`),
    (row) => row.case,
  )
  const held = (index: number, kind: string) =>
    (members.get(index) ?? []).flatMap((row) => (row.kind === kind ? row.member : []))
  const sources = await read<{
    source: string
    name: string
    kind: InterviewSource['kind']
    of: string | null
    certain: boolean
  }>(`SELECT source, name, kind, "of", certain FROM ${table('source')} ORDER BY position`)
  const cases = await read<{ case: number; name: string | null }>(
    `SELECT "case", name FROM ${table('case')} ORDER BY "case"`,
  )
  const codings = await read<{ excerpt: string; code: string; coder: string | null }>(
    `SELECT excerpt, code, coder FROM ${table('coding')}`,
  )
  const excerpts = await read<{ excerpt: string; source: string }>(
    `SELECT excerpt, source FROM ${table('excerpt')}`,
  )
  return {
    sources: sources.map(({ source: id, of, ...rest }) => ({
      id,
      ...rest,
      ...(of === null ? {} : { of }),
      values: ofSource(id),
    })),
    // Rules count excerpts; where they are is looked up by their key.
    excerpts: excerpts.map(({ excerpt: id, source }) => ({ id, source, place: { kind: 'whole' } })),
    codings: codings.map(({ coder, ...rest }) => ({ ...rest, ...(coder === null ? {} : { coder }) })),
    cases: cases.map(({ case: index, name }) => ({
      ...(name === null ? {} : { name }),
      ...{
        values: ofCase(index),
        sources: held(index, 'source'),
        excerpts: held(index, 'excerpt'),
        codes: held(index, 'code'),
      },
    })),
  }
}
