import type { Category, Language } from '@pejling/indicators'
import type { ExportedRelation } from './exported-relation.ts'
import { countRows, isCounted } from './long-rows.ts'
import { noteLines, titleOf } from './notes.ts'

/**
 * The counts as a JSON-stat 2.0 dataset, row by row: dimensions are the dividing variable, x and y, then `n`. A hidden
 * count is `null` with the status `hidden`.
 *
 * Source: json-stat.org/full (version 2.0).
 *
 * @throws `json-stat: expected counts, found values of units; take csv, xlsx or parquet`
 */
export function jsonStat(exported: ExportedRelation, language: Language): object {
  if (!isCounted(exported))
    throw new Error('json-stat: expected counts, found values of units; take csv, xlsx or parquet')
  const { x, y, by, parts, relation, study } = exported
  const [first] = parts
  if (first?.answer.kind !== 'crosstab') throw new Error('json-stat: expected counts, found none')
  const divided = by ? [{ variable: by, categories: parts.flatMap(({ category }) => category ?? []) }] : []
  const dimensions = [
    ...divided,
    { variable: x, categories: first.answer.rows },
    { variable: y, categories: first.answer.columns },
  ]
  const values = countRows(exported).map(({ n }) => n)
  const hidden = values.flatMap((n, i) => (n === null ? [[String(i), 'hidden']] : []))
  return {
    version: '2.0',
    class: 'dataset',
    label: titleOf(exported, language),
    source: study.source.citation,
    href: exported.address,
    note: noteLines(exported, language).map(([name, text]) => `${name}: ${text}`),
    id: dimensions.map(({ variable }) => variable.id),
    size: dimensions.map(({ categories }) => categories.length),
    dimension: Object.fromEntries(
      dimensions.map(({ variable, categories }) => [
        variable.id,
        { label: variable.label[language], category: categoryOf(categories, language) },
      ]),
    ),
    value: values,
    ...(hidden.length ? { status: Object.fromEntries(hidden) } : {}),
    extension: {
      pejling: {
        study: study.id,
        edition: relation.edition,
        synthetic: study.synthetic,
        statistics: parts.map(({ category, statistics }) => ({
          ...(category ? { by: category.id } : {}),
          statistics,
        })),
      },
    },
  }
}

function categoryOf(categories: Category[], language: Language): object {
  return {
    index: categories.map(({ id }) => id),
    label: Object.fromEntries(categories.map(({ id, label }) => [id, label[language]])),
  }
}
