type SqlNode = Record<string, unknown> & { type?: string; class?: string }
/** What a query gives: for each column the columns of the tables it is made from. */
type Given = { columns: Map<string, Set<string>>; rows: Set<string> }
/** What names stand for where a query is read: the columns of its own `WITH` and subqueries. */
type Scope = Map<string, Given>

/**
 * From what each column of a SELECT is made, by the tree DuckDB's parser gives (`json_serialize_sql`): the columns of the
 * tables in its expression, and those that decide which rows there are (joins, filters, groups, order). Where the tree
 * does not tell, such as behind a star, every column that is named anywhere.
 *
 * @param known the columns the tables have
 */
export function selectColumns(statement: unknown, known: readonly string[]): Record<string, string[]> {
  const all = new Set(known.map((name) => name.toLowerCase()))
  const everything = (node: unknown) => named(node, new Map(), all)
  const given = query((statement as { node: SqlNode }).node, new Map(), all)
  const written = new Map(known.map((name) => [name.toLowerCase(), name]))
  if (!given) return { '*': spelled(hasStar(statement) ? all : everything(statement)) }
  return Object.fromEntries(
    [...given.columns].map(([name, from]) => [name, spelled(new Set([...from, ...given.rows]))]),
  )

  function spelled(names: Set<string>): string[] {
    return [...names].map((name) => written.get(name)!)
  }
}

function query(node: SqlNode, outer: Scope, known: Set<string>): Given | undefined {
  const scope = new Map(outer)
  const { map = [] } = (node.cte_map ?? {}) as {
    map?: { key: string; value: { query: { node: SqlNode } } }[]
  }
  const rows = new Set<string>()
  for (const { key, value } of map) {
    const given = query(value.query.node, scope, known)
    if (!given) return undefined
    scope.set(key.toLowerCase(), given)
  }
  if (node.type === 'SET_OPERATION_NODE') return union(node, scope, known)
  if (node.type !== 'SELECT_NODE') return undefined
  const inner = sources(node.from_table, scope, known, rows)
  if (!inner) return undefined
  const list = node.select_list as (SqlNode & { alias?: string; column_names?: string[] })[]
  for (const part of [node.where_clause, groupsOf(node, list), node.having, node.qualify, node.modifiers])
    for (const name of named(part, inner, known)) rows.add(name)
  const columns = new Map<string, Set<string>>()
  for (const expression of list) {
    if (hasStar(expression)) return undefined
    const name = expression.alias || expression.column_names?.at(-1) || `column ${columns.size + 1}`
    columns.set(name.toLowerCase(), named(expression, inner, known))
  }
  return { columns, rows }
}

/** What rows are grouped by: expressions, places in the list (`GROUP BY 1`), or (`GROUP BY ALL`) any of it. */
function groupsOf(
  { group_expressions: groups, aggregate_handling: how }: SqlNode,
  list: SqlNode[],
): unknown[] {
  const given = (groups ?? []) as (SqlNode & { value?: { value?: unknown } })[]
  const placed = given.flatMap(({ class: kind, value }) =>
    kind === 'CONSTANT' ? (list[Number(value?.value) - 1] ?? []) : [],
  )
  return [given, placed, how === 'FORCE_AGGREGATES' ? list : []]
}

/** Columns are put together by their place; the first part names them. */
function union(node: SqlNode, scope: Scope, known: Set<string>): Given | undefined {
  const parts = [node.left, node.right].map((part) => query(part as SqlNode, scope, known))
  const [left, right] = parts
  if (!left || !right) return undefined
  const others = [...right.columns.values()]
  return {
    columns: new Map(
      [...left.columns].map(([name, from], i) => [name, new Set([...from, ...(others[i] ?? [])])]),
    ),
    rows: new Set([...left.rows, ...right.rows, ...named(node.modifiers, scope, known)]),
  }
}

/** What names mean behind FROM; the conditions of joins, and what decides a subquery's rows, go into `rows`. */
function sources(from: unknown, scope: Scope, known: Set<string>, rows: Set<string>): Scope | undefined {
  const inner = new Map(scope)
  return visit(from as SqlNode | null) ? inner : undefined

  function visit(node: SqlNode | null): boolean {
    if (!node || node.type === 'EMPTY') return true
    if (node.type === 'JOIN') {
      if (!visit(node.left as SqlNode) || !visit(node.right as SqlNode)) return false
      for (const name of named(node.condition, inner, known)) rows.add(name)
      for (const name of (node.using_columns ?? []) as string[])
        for (const of of resolved([name], inner, known)) rows.add(of)
      return true
    }
    const alias = String(node.alias || node.table_name || '').toLowerCase()
    if (node.type === 'BASE_TABLE') return bring(alias, scope.get(String(node.table_name).toLowerCase()))
    if (node.type !== 'SUBQUERY') return node.type === 'TABLE_FUNCTION'
    const given = query((node.subquery as { node: SqlNode }).node, scope, known)
    return given !== undefined && bring(alias, given)
  }

  function bring(alias: string, given: Given | undefined): boolean {
    for (const name of given?.rows ?? []) rows.add(name)
    if (given) inner.set(` ${alias}`, given)
    return true
  }
}

/** The tables' columns that are named in a part of the tree. */
function named(part: unknown, scope: Scope, known: Set<string>): Set<string> {
  const found = new Set<string>()
  visit(part)
  return found

  function visit(node: unknown): void {
    if (Array.isArray(node)) return node.forEach(visit)
    if (node === null || typeof node !== 'object') return
    const { class: kind, column_names: path, subquery } = node as SqlNode
    if (kind === 'COLUMN_REF') for (const name of resolved(path as string[], scope, known)) found.add(name)
    if (kind === 'SUBQUERY') {
      const given = query((subquery as { node: SqlNode }).node, scope, known)
      if (given)
        for (const from of [given.rows, ...given.columns.values()]) for (const name of from) found.add(name)
    }
    for (const child of Object.values(node)) visit(child)
  }
}

/** `t.x`, or `x` alone: through the subquery or `WITH` that gives it, else the tables' own column. */
function resolved(path: string[], scope: Scope, known: Set<string>): string[] {
  const names = path.map((name) => name.toLowerCase())
  const given = [...scope].filter(
    ([alias, { columns }]) =>
      alias.startsWith(' ') &&
      columns.has(names.at(-1)!) &&
      (names.length === 1 || alias === ` ${names.at(-2)}`),
  )
  const from = given.flatMap(([, { columns }]) => [...columns.get(names.at(-1)!)!])
  // A name alone may also be a table's: rather one column too many than one too few.
  return given.length && names.length > 1 ? from : [...from, ...names.filter((name) => known.has(name))]
}

function hasStar(part: unknown): boolean {
  if (part === null || typeof part !== 'object') return false
  // count(*) takes no column.
  if ((part as SqlNode).class === 'STAR') return true
  return Object.values(part).some(hasStar)
}
