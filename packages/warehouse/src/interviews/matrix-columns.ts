import type { Text } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { getCodebook } from '../study-queries.ts'
import { byInterview, codingIndex } from './coding-index.ts'
import { Different } from './different.ts'
import { facetOf, listFacets } from './interview-facets.ts'
import type { SourceFacts } from './source-facts.ts'

/** What stands in one column; without a `key` the interviews that have no value of it. */
export type MatrixColumn = {
  key?: string
  label?: Text
  interviews: number
  words?: number
}

/** The columns, and which of them each source belongs to; coders' columns are in the order of their numbers. */
export type MatrixPlaces = { columns: MatrixColumn[]; slotOf: ReadonlyMap<string, number> }

export async function matrixColumns(
  edition: Edition,
  { study, by, names = false }: { study: string; by: string; names?: boolean },
  sources: readonly SourceFacts[],
): Promise<MatrixPlaces> {
  if (by === 'coder') return coderColumns(edition, study, sources)
  const valueOf = await valueOfWay(edition, study, by)
  const labelOf = by === 'source' && !names ? () => undefined : await labelsOf(edition, study, by, sources)
  const groups = [...Map.groupBy(sources, (source) => valueOf(source) || undefined)]
  const order = (await listFacets(edition, study)).find(({ name }) => name === by)?.values
  const ordered =
    by === 'source'
      ? groups
      : groups.toSorted(([a], [b]) =>
          a === undefined || b === undefined
            ? Number(a === undefined) - Number(b === undefined)
            : (order?.indexOf(a) ?? 0) - (order?.indexOf(b) ?? 0) ||
              a.localeCompare(b, 'da', { numeric: true }),
        )
  return {
    columns: ordered.map(([key, own]) => {
      const words = own.some((source) => source.words !== undefined)
      const label = key === undefined ? undefined : labelOf(key)
      return {
        ...(key !== undefined && { key }),
        ...(label && { label }),
        interviews: new Set(own.map(({ interview }) => interview)).size,
        ...(words && { words: own.reduce((sum, source) => sum + (source.words ?? 0), 0) }),
      }
    }),
    slotOf: new Map(ordered.flatMap(([, own], slot) => own.map(({ source }) => [source, slot] as const))),
  }
}

async function valueOfWay(
  edition: Edition,
  study: string,
  by: string,
): Promise<(source: SourceFacts) => string | undefined> {
  if (by === 'unit') return ({ unit }) => unit
  if (by === 'source') return ({ interview }) => interview
  return facetOf(edition, study, by)
}

async function labelsOf(
  edition: Edition,
  study: string,
  by: string,
  sources: readonly SourceFacts[],
): Promise<(key: string) => Text | undefined> {
  if (by === 'source') {
    const names = new Map(sources.map(({ source, name }) => [source, name]))
    return (key) => sameText(names.get(key))
  }
  if (by === 'unit') {
    const { variables } = await getCodebook(edition, study)
    const known = variables.flatMap(({ categories = [] }) => categories)
    return (key) => known.find(({ id }) => id === key)?.label
  }
  const facet = (await listFacets(edition, study)).find(({ name }) => name === by)
  return (key) => facet?.labels?.[key]
}

async function coderColumns(
  edition: Edition,
  study: string,
  sources: readonly SourceFacts[],
): Promise<MatrixPlaces> {
  const index = await codingIndex(edition, study)
  const interviews = new Different(index.coders.length)
  for (const [interview, own] of byInterview(index, sources).entries())
    for (const source of own)
      for (let i = index.from[source]; i < index.from[source + 1]; i++)
        interviews.add(index.coder[i], interview)
  return {
    columns: index.coders.map((coder, i) => ({
      ...(coder && { key: coder }),
      interviews: interviews.counts[i],
    })),
    slotOf: new Map(),
  }
}

function sameText(text: string | undefined): Text | undefined {
  return text === undefined ? undefined : { da: text, en: text }
}
