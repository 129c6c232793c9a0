import { didYouMean, type Filter, type Text, type Unit } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { identifier } from '../identifier.ts'
import { remembered } from '../remembered.ts'
import { getCodebook, getStudy } from '../study-queries.ts'
import { ancestors, studySchema } from '../unit-table.ts'
import { listSources, type SourceFacts } from './source-facts.ts'

/** What interviews can be told apart by: their classifications, and what is known of the units they are about. */
export type InterviewFacet = {
  name: string
  of: 'classification' | 'variable'
  /** Of a variable in the order of its categories. */
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
    const given = new Set(sources.map(({ unit }) => (unit === undefined ? undefined : values.get(unit))))
    const held = Object.keys(labels).filter((value) => given.has(value))
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

/**
 * Variables with categories of the unit that the interviews are about and of those it lies in: a funding model is the
 * municipality's, and the interview about an institution there. The last row of a unit with several.
 */
const unitValues = remembered(async (edition, id): Promise<UnitVariable[]> => {
  const study = await getStudy(edition, id)
  const codebook = await getCodebook(edition, id)
  const about = new Set((await listSources(edition, id)).flatMap(({ unit }) => unit ?? []))
  const held = study.units.filter(({ file, rounds }) => file || rounds)
  const table = (unit: Unit) => identifier(studySchema(id), unit.id)
  const found = new Map<string, UnitVariable>()
  for (const unit of held) {
    const keys = await edition.query<{ key: string }>(
      `SELECT DISTINCT ${identifier(unit.key)}::VARCHAR AS key FROM ${table(unit)}`,
    )
    if (!keys.some(({ key }) => about.has(key))) continue
    for (const around of [unit, ...ancestors(study, unit)].filter((one) => held.includes(one))) {
      const variables = codebook.variables.filter(
        (one) => one.unit === around.id && one.categories && !one.leftOut,
      )
      if (variables.length === 0) continue
      const rows = await edition.query<Record<string, string | null>>(
        `SELECT own.${identifier(unit.key)}::VARCHAR AS "the unit",
           ${variables.map((one) => `around.${identifier(one.id)}::VARCHAR AS ${identifier(one.id)}`).join(', ')}
         FROM ${table(unit)} own JOIN ${table(around)} around ON own.${identifier(around.key)} = around.${identifier(around.key)}`,
      )
      for (const { id: name, label, categories = [] } of variables)
        if (!found.has(name))
          found.set(name, {
            name,
            label,
            values: new Map(
              rows.flatMap((row) => (row[name] === null ? [] : [[row['the unit']!, row[name]]])),
            ),
            labels: Object.fromEntries(categories.map((one) => [one.id, one.label])),
          })
    }
  }
  return [...found.values()]
})

function sorted(values: string[]): string[] {
  return [...new Set(values)].toSorted((a, b) => a.localeCompare(b, 'da', { numeric: true }))
}
