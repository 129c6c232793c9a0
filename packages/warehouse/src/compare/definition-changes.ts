import diff from 'microdiff'
import type { Codebook, Indicator, PublishedTable, Study } from '@pejling/indicators'
import type { DefinitionChange } from './comparison.ts'

export type Definitions = {
  study: Study
  codebook: Codebook
  tables: PublishedTable[]
  indicators: Indicator[]
}

/**
 * What differs between two definitions of a study, place by place. Things with an id (units, categories, variables) are
 * known by it, so that a new one in the middle does not make all those after it differ; that their order is another is
 * a difference of its own, at `order`.
 */
export function definitionChanges(before: Definitions, after: Definitions): DefinitionChange[] {
  const { id } = after.study
  return [
    ...changesOf('study', id, before.study, after.study),
    ...changesOfAll('variable', before.codebook.variables, after.codebook.variables),
    ...changesOfAll('published-table', before.tables, after.tables),
    ...changesOfAll('indicator', before.indicators, after.indicators),
  ]
}

function changesOfAll(
  of: DefinitionChange['of'],
  before: { id: string }[],
  after: { id: string }[],
): DefinitionChange[] {
  const ids = new Set([...before, ...after].map(({ id }) => id))
  return [...ids].flatMap((id): DefinitionChange[] => {
    const [old, young] = [before, after].map((all) => all.find((one) => one.id === id))
    if (!old) return [{ of, id, path: '', change: 'added', after: young }]
    if (!young) return [{ of, id, path: '', change: 'removed', before: old }]
    return changesOf(of, id, old, young)
  })
}

const words = { CREATE: 'added', REMOVE: 'removed', CHANGE: 'changed' } as const

function changesOf(
  of: DefinitionChange['of'],
  id: string,
  before: object,
  after: object,
): DefinitionChange[] {
  const found = diff(byId(before) as Record<string, unknown>, byId(after) as Record<string, unknown>)
  return found.map((difference) => ({
    ...{ of, id, path: difference.path.join('.'), change: words[difference.type] },
    ...('oldValue' in difference && { before: difference.oldValue as unknown }),
    ...('value' in difference && { after: difference.value as unknown }),
  }))
}

/** Lists of things with ids as objects by id, with their order beside. */
function byId(value: unknown): unknown {
  if (Array.isArray(value)) {
    // Definitions of an indicator follow on one another: their order is their versions'.
    if (value.length && value.every((one) => isObject(one) && typeof one.version === 'number'))
      return Object.fromEntries(value.map((one) => [`v${(one as { version: number }).version}`, byId(one)]))
    const ids = value.map((one) => (isObject(one) && typeof one.id === 'string' ? one.id : undefined))
    if (!value.length || ids.includes(undefined)) return value.map(byId)
    return { ...Object.fromEntries(value.map((one, at) => [ids[at], byId(one)])), order: ids.join(', ') }
  }
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, byId(one)]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
