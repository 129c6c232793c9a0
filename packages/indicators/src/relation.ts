/**
 * A question: how does x hang together with y in a study? It is the whole address of a page and holds nothing but
 * what the user chose: `?study=kora-2017&x=funding_model&y=screening&where=load_category:low,middle`.
 */
export type Relation = {
  study: string
  x: string
  y: string
  /** A third variable: one crosstab for each of its categories. */
  by?: string
  where: Filter[]
  /** `rows` or `published`; left out = rows where there are rows for both, else the published table. */
  source?: Source
  /** An edition that is not the live one. */
  edition?: string
}

export type Source = 'rows' | 'published'
/** Units whose value is one of `values`; values of one variable are alternatives, variables add up. */
export type Filter = { variable: string; values: string[] }

const known = ['study', 'x', 'y', 'by', 'where', 'source', 'edition']

/**
 * Reads a relation from an address or from command-line words. `where` may be repeated and may list several values:
 * `where=load_category:low,middle` is `where=load_category:low&where=load_category:middle`.
 *
 * @throws `relation: expected study, x and y, found study and x`, `relation where: expected variable:value, found low`
 */
export function parseRelation(parameters: URLSearchParams): Relation {
  const given = (name: string) => parameters.get(name)?.trim() || undefined
  const [study, x, y] = [given('study'), given('x'), given('y')]
  if (!study || !x || !y) {
    const found = ['study', 'x', 'y'].filter((name) => given(name)).join(' and ') || 'none of them'
    throw new Error(`relation: expected study, x and y, found ${found}`)
  }
  const source = given('source')
  if (source && source !== 'rows' && source !== 'published')
    throw new Error(`relation source: expected rows or published, found ${source}`)
  const relation: Relation = { study, x, y, where: parseWhere(parameters.getAll('where')) }
  if (given('by')) relation.by = given('by')
  if (source === 'rows' || source === 'published') relation.source = source
  if (given('edition')) relation.edition = given('edition')
  return relation
}

/** The shortest address that asks the same; two relations that ask the same give the same text. */
export function toSearchParams(relation: Relation): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const name of known) {
    if (name === 'where')
      for (const { variable, values } of relation.where)
        parameters.append('where', `${variable}:${values.join(',')}`)
    else {
      const value = relation[name as 'study' | 'x' | 'y' | 'by' | 'source' | 'edition']
      if (value) parameters.set(name, value)
    }
  }
  return parameters
}

/** The address as a reader sees it: colons and commas are left as they are. */
export function toQuery(relation: Relation): string {
  return `?${toSearchParams(relation).toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`
}

function parseWhere(texts: string[]): Filter[] {
  const filters = new Map<string, Set<string>>()
  for (const text of texts.filter((t) => t.trim())) {
    const [, variable, list] = /^([^:]+):(.+)$/.exec(text.trim()) ?? []
    if (!variable) throw new Error(`relation where: expected variable:value, found ${text}`)
    const values = filters.get(variable) ?? new Set()
    for (const value of list.split(',')) values.add(value.trim())
    filters.set(variable, values)
  }
  return [...filters].map(([variable, values]) => ({ variable, values: [...values].sort() })).sort(byVariable)
}

function byVariable(a: Filter, b: Filter): number {
  return a.variable < b.variable ? -1 : 1
}
