import type { Text } from '@pejling/indicators'
import type { Edition } from '../edition.ts'
import { getCodebook } from '../study-queries.ts'
import { facetOf, listFacets } from './interview-facets.ts'
import type { SourceFacts } from './source-facts.ts'

/** What stands in one column; without a `key` the interviews that have no value of it. */
export type MatrixColumn = {
  key?: string
  label?: Text
  interviews: number
  words?: number
}

/** Which column each source (or coder) belongs to. */
export type MatrixPlaces = { columns: MatrixColumn[]; places: { key: string; slot: number }[] }

export async function matrixColumns(
  edition: Edition,
  { study, by, names = false }: { study: string; by: string; names?: boolean },
  sources: readonly SourceFacts[],
): Promise<MatrixPlaces> {
  if (by === 'coder') return coderColumns(edition, study)
  const valueOf = await valueOfWay(edition, study, by)
  const labelOf = by === 'source' && !names ? () => undefined : await labelsOf(edition, study, by, sources)
  const groups = [...Map.groupBy(sources, (source) => valueOf(source) || undefined)]
  const ordered =
    by === 'source'
      ? groups
      : groups.toSorted(([a], [b]) =>
          a === undefined || b === undefined
            ? Number(a === undefined) - Number(b === undefined)
            : a.localeCompare(b, 'da', { numeric: true }),
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
    places: ordered.flatMap(([, own], slot) => own.map(({ source }) => ({ key: source, slot }))),
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

async function coderColumns(edition: Edition, study: string): Promise<MatrixPlaces> {
  const found = await edition.query<{ coder: string; interviews: number }>(
    `SELECT coalesce(g.coder, '') AS coder, count(DISTINCT coalesce(s."of", s.source)) AS interviews
     FROM interview_coding g JOIN interview_excerpt e ON e.study = g.study AND e.excerpt = g.excerpt
       JOIN interview_source s ON s.study = e.study AND s.source = e.source
     WHERE g.study = $study GROUP BY g.coder ORDER BY g.coder NULLS LAST`,
    { study },
  )
  return {
    columns: found.map(({ coder, interviews }) => ({ ...(coder && { key: coder }), interviews })),
    places: found.map(({ coder }, slot) => ({ key: coder, slot })),
  }
}

function sameText(text: string | undefined): Text | undefined {
  return text === undefined ? undefined : { da: text, en: text }
}
