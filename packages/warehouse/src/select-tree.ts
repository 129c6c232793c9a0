import { type Connection, rows } from './database.ts'

/** A place in a text, both from 1. */
export type TextPlace = { row: number; column: number }
export type Named = { name: string; place: TextPlace }

/** What a SELECT names: tables that are not its own (`WITH`), columns, functions, and what it cannot be judged by. */
export type SelectTree = {
  statements: number
  tables: (Named & { schema: string })[]
  columns: (Named & { path: string[] })[]
  functions: Named[]
  tableFunctions: Named[]
  /** Does it take every column of something? */
  star: boolean
  parameters: TextPlace[]
  samples: TextPlace[]
}

type TreeNode = Record<string, unknown> & { class?: string; type?: string; query_location?: number }

/**
 * Reads a SELECT with DuckDB's own parser, without running or binding it. Gives the mistake and its place where it is
 * none: `{mistake: 'syntax error at or near "selct"', place: {row: 1, column: 1}}`.
 */
export async function selectTree(
  connection: Connection,
  sql: string,
): Promise<SelectTree | { mistake: string; place: TextPlace }> {
  const [{ json }] = await rows<{ json: string }>(
    connection,
    'SELECT json_serialize_sql($sql::VARCHAR)::VARCHAR AS json',
    { sql },
  )
  const read = JSON.parse(json) as TreeNode & { statements?: TreeNode[] }
  if (read.error) {
    const isOther = read.error_type === 'not implemented'
    const mistake = isOther
      ? 'expected one SELECT, found another statement'
      : String(read.error_message).split('\n')[0]
    return { mistake, place: placeAt(sql, Number(read.position ?? 0)) }
  }
  const tree: SelectTree = {
    statements: read.statements!.length,
    ...{
      tables: [],
      columns: [],
      functions: [],
      tableFunctions: [],
      star: false,
      parameters: [],
      samples: [],
    },
  }
  visit(read.statements, sql, tree, new Set())
  return tree
}

/** Where a byte of a text stands. DuckDB counts bytes; a comment may be Danish. */
export function placeAt(sql: string, byte: number): TextPlace {
  const bytes = Buffer.from(sql)
  const before = bytes.subarray(0, byte <= bytes.length ? byte : 0).toString()
  const lines = before.split('\n')
  return { row: lines.length, column: lines.at(-1)!.length + 1 }
}

function visit(node: unknown, sql: string, tree: SelectTree, own: Set<string>): void {
  if (Array.isArray(node)) {
    for (const child of node) visit(child, sql, tree, own)
    return
  }
  if (node === null || typeof node !== 'object') return
  const found = node as TreeNode
  const place = placeAt(sql, Number(found.query_location ?? 0))
  const named = ctesOf(found)
  const inside = named.length > 0 ? new Set([...own, ...named]) : own
  if (found.type === 'BASE_TABLE') {
    const name = String(found.table_name)
    const schema = [found.catalog_name, found.schema_name].filter(Boolean).join('.')
    if (schema || !inside.has(name.toLowerCase())) tree.tables.push({ name, schema, place })
  } else if (found.type === 'TABLE_FUNCTION') {
    const call = found.function as TreeNode
    tree.tableFunctions.push({ name: String(call.function_name), place })
  } else if (found.class === 'FUNCTION') tree.functions.push({ name: String(found.function_name), place })
  else if (found.class === 'COLUMN_REF') {
    const path = found.column_names as string[]
    tree.columns.push({ name: path.at(-1)!, path, place })
  } else if (found.class === 'STAR') tree.star = true
  else if (found.class === 'PARAMETER') tree.parameters.push(place)
  if (found.sample) tree.samples.push(place)
  for (const child of Object.values(found)) visit(child, sql, tree, inside)
}

function ctesOf({ cte_map: ctes }: TreeNode): string[] {
  const { map = [] } = (ctes ?? {}) as { map?: { key: string }[] }
  return map.map(({ key }) => key.toLowerCase())
}
