import { didYouMean, type Filter, type Text } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { identifier } from '../identifier.ts'
import { remembered } from '../remembered.ts'
import { getCodebook, getStudy } from '../study-queries.ts'
import { studySchema, variablesOf } from '../unit-table.ts'
import { listSources, type SourceFacts } from './source-facts.ts'

/** What interviews can be told apart by: their classifications, and what is known of the units they are about. */
export type InterviewFacet = {
  name: string
  of: 'classification' | 'variable'
  values: string[]
  /** Of a variable: what it and its values are called. */
  label?: Text
  labels?: Record<string, Text>
}

export const listFacets = remembered(async (edition, study): Promise<InterviewFacet[]> => {
  const sources = await listSources(edition, study)
  const classifications = [...new Set(sources.flatMap(({ values }) => Object.keys(values)))]
  const facets = classifications.map((name): InterviewFacet => ({
    ...{ name, of: 'classification' },
    values: sorted(sources.flatMap(({ values }) => (values[name] ? values[name] : []))),
  }))
  const known = await unitValues(edition, study)
  for (const { name, values, label, labels } of known) {
    if (classifications.includes(name)) continue
    const held = sorted(sources.flatMap(({ unit }) => (unit === undefined ? [] : (values.get(unit) ?? []))))
    if (held.length > 1) facets.push({ name, of: 'variable', values: held, label, labels })
  }
  return facets
})

/**
 * The sources for which every filter holds, by classification or by a variable of their unit.
 *
 * @throws `unknown filter: Rle of … (did you mean Rolle?)`
 */
export async function filteredSources(
  edition: Edition,
  study: string,
  where: readonly Filter[] = [],
): Promise<SourceFacts[]> {
  const sources = await listSources(edition, study)
  if (where.length === 0) return sources
  const tests = await Promise.all(
    where.map(async ({ variable, values }) => {
      const valueOf = await facetOf(edition, study, variable)
      return (source: SourceFacts) => values.includes(valueOf(source) ?? '')
    }),
  )
  return sources.filter((source) => tests.every((holds) => holds(source)))
}

/**
 * Filters as an address or a command says them: `Rolle:leder`, one value each; several of one name are alternatives.
 *
 * @throws `unknown filter: Rle:leder of … (did you mean Rolle?)`
 */
export async function interviewFilters(
  edition: Edition,
  study: string,
  texts: readonly string[],
): Promise<Filter[]> {
  const facets = await listFacets(edition, study)
  const names = facets.map(({ name }) => name)
  const filters = new Map<string, string[]>()
  for (const text of texts.filter(Boolean)) {
    const name = names.find((one) => text.startsWith(`${one}:`))
    if (name === undefined)
      throw new Error(`unknown filter: ${text} of ${study}${didYouMean(text.split(':')[0], names)}`)
    filters.set(name, [...(filters.get(name) ?? []), text.slice(name.length + 1)])
  }
  return [...filters].map(([variable, values]) => ({ variable, values }))
}

/** How a facet is read off a source. */
export async function facetOf(
  edition: Edition,
  study: string,
  name: string,
): Promise<(source: SourceFacts) => string | undefined> {
  const facets = await listFacets(edition, study)
  const facet = facets.find((one) => one.name === name)
  if (!facet)
    throw new Error(
      `unknown filter: ${name} of ${study}${didYouMean(
        name,
        facets.map((one) => one.name),
      )}`,
    )
  if (facet.of === 'classification') return ({ values }) => values[name]
  const { values } = (await unitValues(edition, study)).find((one) => one.name === name)!
  return ({ unit }) => (unit === undefined ? undefined : values.get(unit))
}

type UnitVariable = {
  name: string
  values: Map<string, string>
  label: Text
  labels: Record<string, Text>
}

/** Variables with categories of the unit that the interviews are about; the last row of a unit with several. */
const unitValues = remembered(async (edition, id): Promise<UnitVariable[]> => {
  const study = await getStudy(edition, id)
  const codebook = await getCodebook(edition, id)
  const about = (await listSources(edition, id)).flatMap(({ unit }) => unit ?? [])
  const found: UnitVariable[] = []
  for (const unit of study.units.filter(({ file, rounds }) => file || rounds)) {
    const variables = variablesOf(study, codebook, unit).filter(
      ({ categories, unit: of }) => categories && of === unit.id,
    )
    if (variables.length === 0) continue
    const rows = await edition.query<Record<string, string | null>>(
      `SELECT ${[unit.key, ...variables.map((one) => one.id)].map((name) => `${identifier(name)}::VARCHAR AS ${identifier(name)}`).join(', ')}
       FROM ${identifier(studySchema(id), unit.id)}`,
    )
    if (!rows.some((row) => about.includes(row[unit.key] ?? ''))) continue
    for (const { id: name, label, categories = [] } of variables)
      found.push({
        name,
        label,
        values: new Map(rows.flatMap((row) => (row[name] === null ? [] : [[row[unit.key]!, row[name]]]))),
        labels: Object.fromEntries(categories.map((one) => [one.id, one.label])),
      })
  }
  return found
})

function sorted(values: string[]): string[] {
  return [...new Set(values)].toSorted((a, b) => a.localeCompare(b, 'da', { numeric: true }))
}
