type Node = Record<string, unknown>

/**
 * The two columns a query counts by, where it does nothing else: `SELECT x, y, count(*) FROM t GROUP BY x, y`. Such a query
 * is a relation.
 *
 * @param tree the query as DuckDB's parser gives it, `json_serialize_sql`
 */
export function plainCount(
  tree: unknown,
): { schema: string; table: string; x: string; y: string } | undefined {
  const [statement] = ((tree as Node).statements ?? []) as Node[]
  const node = statement?.node as Node | undefined
  if (node?.type !== 'SELECT_NODE') return undefined
  const from = node.from_table as Node
  const named = (node.group_expressions ?? []) as Node[]
  const selected = (node.select_list ?? []) as Node[]
  const groups = node.aggregate_handling === 'FORCE_AGGREGATES' ? selected.filter(isColumn) : named
  if (from?.type !== 'BASE_TABLE' || node.where_clause || node.having || node.qualify || node.sample)
    return undefined
  if (groups.length !== 2 || !groups.every(isColumn)) return undefined
  const [x, y] = groups.map(nameOf)
  const counts = selected.filter((one) => !(isColumn(one) && [x, y].includes(nameOf(one))))
  if (x === y || counts.length !== 1 || selected.length !== 3) return undefined
  if (counts[0].class !== 'FUNCTION' || counts[0].function_name !== 'count_star' || counts[0].filter)
    return undefined
  return { schema: String(from.schema_name ?? ''), table: String(from.table_name), x, y }
}

const isColumn = (node: Node): boolean => node.class === 'COLUMN_REF'
const nameOf = (node: Node): string => (node.column_names as string[]).at(-1)!
